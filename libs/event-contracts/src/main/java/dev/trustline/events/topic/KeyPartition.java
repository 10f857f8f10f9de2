package dev.trustline.events.topic;

import dev.trustline.events.Udid;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition that Kafka's own partitioner gives a key. {@code trustline.trust.state} has the longer key
 * {@code UDID/host} but keeps this partition, so that all relations of a device stay in order with its changes. Stateless.
 */
public final class KeyPartition {
    private KeyPartition() {
    }

    /** {@return the partition of this key, as Kafka's own partitioner reckons it: 0 to {@code partitions - 1}} */
    public static int ofKey(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** A number from 0 to {@code partitions - 1}. */
    public static int of(Udid udid, int partitions) {
        return ofKey(udid.value(), partitions);
    }
}
