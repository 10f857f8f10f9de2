package dev.trustline.trust.publishing;

import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import dev.trustline.trust.store.NumberedTransition;
import dev.trustline.trust.store.OutboxPage;
import dev.trustline.trust.store.StoredCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A page of the outbox as Kafka records: commands first, then changes, then states. Thread-safe. */
final class RegistryEvents {

    private final KafkaRecords records = new KafkaRecords(new EventCodec());

    List<ProducerRecord<String, byte[]>> records(OutboxPage page) {
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
        page.commands().forEach(c -> all.add(command(c)));
        page.transitions().forEach(t -> all.add(change(t)));
        page.states().forEach(s -> all.add(state(s, page.epoch())));
        return all;
    }

    private ProducerRecord<String, byte[]> command(StoredCommand command) {
        Envelope envelope = envelope(EventId.parse(command.id()), command.createdAt(), null, command.traceparent())
                .addressedTo(command.key().host(), command.expiresAt());
        return records.command(new Event<>(envelope, data(command)));
    }

    private static PairingCommand data(StoredCommand command) {
        RelationKey key = command.key();
        String by = command.requestedBy();
        int attempt = command.attempt() == null ? 0 : command.attempt();
        return switch (command.verb()) {
            case PAIR -> new PairingRequested(key.udid(), key.host(), by);
            case VERIFY -> new VerificationRequested(key.udid(), key.host(), by);
            case UNPAIR -> new UnpairRequested(key.udid(), key.host(), by);
            case APPROVE -> new ApprovalGranted(key.udid(), key.host(), attempt, by);
            case REFUSE -> new ApprovalRefused(key.udid(), key.host(), attempt, by);
            case HOLD -> new HoldRequested(key.udid(), key.host(), by);
            case RELEASE -> new ReleaseRequested(key.udid(), key.host(), by);
        };
    }

    private ProducerRecord<String, byte[]> change(NumberedTransition numbered) {
        StateTransition t = numbered.transition();
        TrustStateChanged data = new TrustStateChanged(t.key().udid(), t.key().host(), t.from(), t.to(), t.reason(), t.rawError(),
                t.at(), t.attempt(), t.evidence(), t.decidedBy(), t.timings(), t.version());
        return records.change(new Event<>(envelope(numbered.id(), t.at(), t.evidence(), t.traceparent()), data));
    }

    private ProducerRecord<String, byte[]> state(OutboxPage.NumberedState numbered, long epoch) {
        Relation r = numbered.relation();
        RelationState data = new RelationState(r.key().udid(), r.key().host(), r.state(), r.reason(), r.rawError(), r.since(),
                r.attempt(), r.suspected(), r.device(), r.record(), r.decidedBy(), r.provenAt(), r.version(),
                Map.of(EventSource.PAIRING_SERVICE, new RelationState.Applied(r.applied().epoch(), r.applied().sequence())));
        EventId id = new EventId(epoch, numbered.sequence());
        return records.state(new Event<>(envelope(id, r.appliedAt(), r.evidence(), r.traceparent()), data));
    }

    private static Envelope envelope(EventId id, Instant time, String evidence, String traceparent) {
        Envelope envelope = Envelope.of(id, EventSource.registry(), time, 0);
        if (evidence != null) {
            envelope = envelope.causedBy(evidence.substring(evidence.indexOf('#') + 1));
        }
        return traceparent == null ? envelope : envelope.tracedBy(traceparent);
    }
}
