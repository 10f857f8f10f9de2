package dev.trustline.events.topic;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Creates the topics that do not exist yet, from the one list. For deployment tools and tests; a service never creates a
 * topic. Stateless.
 */
public final class TopicCreation {
    private static final long SECONDS = 30;

    private TopicCreation() {
    }

    /**
     * Creates what is missing and returns its names.
     *
     * @param replication copies of each partition, 1 to the number of brokers
     * @throws ExecutionException with the broker's reason if a topic could not be created
     */
    public static List<String> createMissing(Admin admin, Collection<Topic> topics, short replication)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> existing = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
        List<NewTopic> missing = topics.stream()
                .filter(t -> !existing.contains(t.topicName()))
                .map(t -> new NewTopic(t.topicName(), t.partitions(), replication).configs(t.config()))
                .toList();
        admin.createTopics(missing).all().get(SECONDS, TimeUnit.SECONDS);
        return missing.stream().map(NewTopic::name).toList();
    }
}
