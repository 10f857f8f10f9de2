package dev.trustline.allinone.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks a broker whether it is there. Stateless. */
public final class BrokerProbe {
    private static final int TIMEOUT_MS = 3000;

    private BrokerProbe() {
    }

    /** Settings of an admin client that gives up quickly. */
    public static Map<String, Object> adminSettings(String address) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    }

    /** Whether a broker answers there within 3 s. */
    public static boolean answers(String address) {
        return brokers(address) > 0;
    }

    /** How many brokers the cluster at that address has; 0 if none answers within 3 s. */
    public static int brokers(String address) {
        try (Admin admin = Admin.create(adminSettings(address))) {
            return admin.describeCluster().nodes().get(TIMEOUT_MS, TimeUnit.MILLISECONDS).size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException | TimeoutException | org.apache.kafka.common.KafkaException e) {
            return 0;
        }
    }
}
