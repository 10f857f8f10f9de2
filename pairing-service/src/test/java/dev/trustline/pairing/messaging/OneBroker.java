package dev.trustline.pairing.messaging;

import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCreation;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The broker of all cases of this JVM, with all topics; started for the first that asks, it ends with the JVM. Thread-safe. */
final class OneBroker {
    private static final List<Logger> NOISY = Stream.of("kafka", "org.apache.kafka", "state.change.logger").map(Logger::getLogger).toList();

    private static String address;

    private OneBroker() {
    }

    /** Its {@code host:port}. */
    static synchronized String address() throws Exception {
        if (address == null) {
            address = start();
        }
        return address;
    }

    private static String start() throws Exception {
        NOISY.forEach(l -> l.setLevel(Level.WARNING));
        EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker().withNodeId(0).withDeleteLogDirsOnClose(true).withAdditionalProperties(p -> {
            p.put("auto.create.topics.enable", "false");
            p.put("group.initial.rebalance.delay.ms", "0");
            p.put("offsets.topic.num.partitions", "1");
            p.put("offsets.topic.replication.factor", "1");
            p.put("log.cleaner.dedupe.buffer.size", "2097152");
        }).start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.getAdvertisedListeners()))) {
            TopicCreation.createMissing(admin, Arrays.asList(Topic.values()), (short) 1);
        }
        return broker.getAdvertisedListeners();
    }
}
