package dev.trustline.trust.messaging;

import dev.trustline.events.topic.Topic;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The channel: every poll is one batch, in order, on a thread of its own. It never fails, so nothing is ever nacked:
 * {@link BatchApplier} returns only when the batch is done with.
 */
@ApplicationScoped
public class IncomingEvents {

    /** The channel's name in the configuration. */
    public static final String CHANNEL = "events";

    /** What it reads. */
    public static final List<Topic> TOPICS = List.of(Topic.DEVICE_EVENTS, Topic.PAIRING_RESULTS, Topic.HOSTS);

    private final BatchApplier applier;

    public IncomingEvents(BatchApplier applier) {
        this.applier = applier;
    }

    @Incoming(CHANNEL)
    @Blocking("apply")
    void take(ConsumerRecords<byte[], byte[]> records) {
        applier.apply(records);
    }
}
