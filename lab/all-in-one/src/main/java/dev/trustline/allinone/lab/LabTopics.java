package dev.trustline.allinone.lab;

import dev.trustline.allinone.broker.BrokerProbe;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCreation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The lab's topics: made from the one list where they are missing. Stateless. */
final class LabTopics {
    private static final int MOST_COPIES = 3;

    private LabTopics() {
    }

    /** Refuses to go on with a broker that does not answer. */
    static void mustAnswer(String kafka) throws StartFailure {
        if (!BrokerProbe.answers(kafka)) {
            throw new StartFailure("No Kafka broker answers at " + kafka + ": start it, or leave --kafka out to use the embedded one.");
        }
    }

    /**
     * Creates what is missing, with up to three copies of each partition, and returns the names of the new ones.
     *
     * @throws StartFailure if no broker answers or it refuses
     */
    static List<String> create(String kafka) throws StartFailure, InterruptedException {
        int brokers = BrokerProbe.brokers(kafka);
        if (brokers == 0) {
            throw new StartFailure("No Kafka broker answers at " + kafka + ": start it, or leave --kafka out to use the embedded one.");
        }
        Map<String, Object> settings = new HashMap<>(BrokerProbe.adminSettings(kafka));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        try (Admin admin = Admin.create(settings)) {
            return TopicCreation.createMissing(admin, Arrays.asList(Topic.values()), (short) Math.min(MOST_COPIES, brokers));
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("The topics cannot be created at " + kafka + ": " + e.getMessage() + ".", e);
        }
    }
}
