package dev.trustline.events.topic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A topic of the pipeline. Names are never put together at a call site: they come from here, the settings from
 * {@code topics.properties}, which this module ships as a resource.
 */
public enum Topic {
    /** Real attach and detach, key UDID. */
    DEVICE_EVENTS("trustline.usb.device-events"),
    /** What a host is asked to do, key host. */
    PAIRING_COMMANDS("trustline.pairing.commands"),
    /** What came of attempts and verifications, key UDID. */
    PAIRING_RESULTS("trustline.pairing.results"),
    /** Each service's life sign, compacted, key {@code host/service}. */
    HOSTS("trustline.hosts"),
    /** The newest state of each relation, compacted, key {@code UDID/host}, partition of the UDID. */
    TRUST_STATE("trustline.trust.state"),
    /** Every transition of every relation, key UDID. */
    TRUST_CHANGES("trustline.trust.changes"),
    /** Commands that a pairing-service could not read. */
    COMMANDS_DLQ("trustline.pairing.commands.pairing-service.dlq"),
    /** Device events addressed to a host that its pairing-service could not read. */
    DEVICE_EVENTS_PAIRING_DLQ("trustline.usb.device-events.pairing-service.dlq"),
    /** Device events that the registry could not read. */
    DEVICE_EVENTS_REGISTRY_DLQ("trustline.usb.device-events.trust-registry.dlq"),
    /** Results that the registry could not read. */
    RESULTS_DLQ("trustline.pairing.results.trust-registry.dlq"),
    /** Host reports that the registry could not read. */
    HOSTS_DLQ("trustline.hosts.trust-registry.dlq");

    private static final TopicList SETTINGS = TopicList.load();

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** How many partitions it has, for ever. */
    public int partitions() {
        return SETTINGS.partitions(topicName);
    }

    /** The broker settings that it must have, by Kafka's names. */
    public Map<String, String> config() {
        return SETTINGS.config(topicName);
    }

    /** True for a dead letter queue. */
    public boolean isDeadLetterQueue() {
        return topicName.endsWith(".dlq");
    }

    /**
     * The dead letter queue of a consuming service for this topic.
     *
     * @throws IllegalArgumentException if that service dead-letters nothing from this topic
     */
    public Topic deadLetterQueueOf(String service) {
        return ofName(topicName + '.' + service + ".dlq")
                .orElseThrow(() -> new IllegalArgumentException(service + " has no dead letter queue for " + topicName));
    }

    /** The topic with this name, or empty. */
    public static Optional<Topic> ofName(String topicName) {
        return Arrays.stream(values()).filter(t -> t.topicName.equals(topicName)).findFirst();
    }

    /** All dead letter queues. */
    public static List<Topic> deadLetterQueues() {
        return Arrays.stream(values()).filter(Topic::isDeadLetterQueue).toList();
    }
}
