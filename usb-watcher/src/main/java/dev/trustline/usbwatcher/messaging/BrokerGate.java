package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Waits for the broker and checks the topics that this service writes. For one thread. */
public final class BrokerGate {
    private static final Logger LOG = Logger.getLogger(BrokerGate.class);
    private static final List<Topic> TOPICS = List.of(Topic.DEVICE_EVENTS, Topic.HOSTS);
    private static final long RETRY_MS = 500;
    private static final int REQUEST_MS = 5_000;

    private final Map<String, Object> settings;
    private final CountDownLatch stop;

    /** A gate that gives up when {@code stop} falls. */
    public BrokerGate(Map<String, Object> connection, CountDownLatch stop) {
        this.settings = new HashMap<>(connection);
        this.settings.remove("group.id");
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MS);
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        this.stop = stop;
    }

    /** What is wrong with the topics, each with the command that mends it; waits as long as the broker is away. */
    public List<String> topicProblems() throws InterruptedException {
        boolean told = false;
        while (true) {
            try (Admin admin = Admin.create(settings)) {
                return TopicCheck.problems(admin, String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)), TOPICS);
            } catch (KafkaException | TopicCheck.BrokerUnreachable e) {
                if (!told) {
                    LOG.warnf("the broker is away, waiting for it error=%s", e.getMessage());
                }
                LOG.debug("the broker is away", e);
                told = true;
            }
            if (stop.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopped while waiting for the broker");
            }
        }
    }
}
