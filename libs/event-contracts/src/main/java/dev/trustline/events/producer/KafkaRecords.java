package dev.trustline.events.producer;

import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.KeyPartition;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Events as Kafka records: topic, key and, for {@code trustline.trust.state}, partition. Thread-safe. */
public final class KafkaRecords {
    private final EventCodec codec;

    public KafkaRecords(EventCodec codec) {
        this.codec = codec;
    }

    /** The record of a device event, key UDID. */
    public ProducerRecord<String, byte[]> device(Event<? extends DeviceEvent> event) {
        return record(event, event.data().udid().value(), null);
    }

    /** The record of a command, key host. */
    public ProducerRecord<String, byte[]> command(Event<? extends PairingCommand> event) {
        return record(event, event.data().host(), null);
    }

    /** The record of a result, key UDID; a result about no device has its host as key. */
    public ProducerRecord<String, byte[]> result(Event<? extends PairingResult> event) {
        return record(event, event.data().subject(), null);
    }

    /** The record of a host report, key {@code host/service}. */
    public ProducerRecord<String, byte[]> host(Event<HostReported> event) {
        return record(event, event.data().subject(), null);
    }

    /** The record of a relation's newest state, key {@code UDID/host}, partition of the UDID. */
    public ProducerRecord<String, byte[]> state(Event<RelationState> event) {
        RelationState data = event.data();
        return record(event, data.udid() + "/" + data.host(), KeyPartition.of(data.udid(), Topic.TRUST_STATE.partitions()));
    }

    /** The tombstone of a relation that is to be forgotten. */
    public ProducerRecord<String, byte[]> forget(Udid udid, String host) {
        return new ProducerRecord<>(Topic.TRUST_STATE.topicName(),
                KeyPartition.of(udid, Topic.TRUST_STATE.partitions()), udid + "/" + host, null);
    }

    /** The record of a transition, key UDID. */
    public ProducerRecord<String, byte[]> change(Event<TrustStateChanged> event) {
        return record(event, event.data().udid().value(), null);
    }

    private ProducerRecord<String, byte[]> record(Event<?> event, String key, Integer partition) {
        return new ProducerRecord<>(event.data().type().topic().topicName(), partition, key, codec.value(event), codec.headers(event));
    }
}
