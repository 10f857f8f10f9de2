package dev.trustline.trust.messaging;

import dev.trustline.trust.store.PartitionId;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Kafka's own offsets are not believed: on assignment every partition is put where the database says. */
@ApplicationScoped
@Identifier("trust-registry")
public class SeekOnAssignment implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(SeekOnAssignment.class);

    private final Repositioning repositioning;
    private final PartitionPositions positions;

    public SeekOnAssignment(Repositioning repositioning, PartitionPositions positions) {
        this.repositioning = repositioning;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        repositioning.seek(consumer, partitions);
        LOG.infof("Partitions assigned partition=%s", partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.revoked(partitions.stream().map(p -> new PartitionId(p.topic(), p.partition())).toList());
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
