package dev.trustline.trust.publishing;

import dev.trustline.events.Udid;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
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
import dev.trustline.trust.tracing.TraceSpan;
import dev.trustline.trust.tracing.TraceSpans;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A page of the outbox as Kafka records: commands first, then changes, then states. Knows for each relation the last state
 * that it wrote, so it belongs to one term of the publisher; the epoch is another one in the next. Not thread-safe.
 */
final class RegistryEvents {

    private final KafkaRecords records = new KafkaRecords(new EventCodec());
    private final Map<RelationKey, Long> lastStates = new HashMap<>();
    private final TraceSpans tracing;

    RegistryEvents(TraceSpans tracing) {
        this.tracing = tracing;
    }

    Outgoing outgoing(OutboxPage page) {
        Outgoing all = new Outgoing(new ArrayList<>(), new ArrayList<>());
        page.commands().forEach(c -> all.records.add(command(c, all)));
        page.transitions().forEach(t -> all.records.add(change(t, all)));
        page.states().forEach(s -> all.records.add(state(s, page.epoch())));
        return all;
    }

    private ProducerRecord<String, byte[]> command(OutboxPage.NumberedCommand numbered, Outgoing all) {
        StoredCommand command = numbered.command();
        PairingCommand data = data(command);
        TraceSpan span = all.span(tracing, data.type().shortName(), command.traceparent(), command.key());
        Envelope envelope = envelope(EventId.parse(command.id()), command.createdAt(), numbered.previous(), null, span.traceparent())
                .addressedTo(command.host(), command.expiresAt());
        return records.command(new Event<>(envelope, data));
    }

    private static PairingCommand data(StoredCommand command) {
        Udid udid = command.udid();
        String host = command.host();
        String by = command.requestedBy();
        int attempt = command.attempt() == null ? 0 : command.attempt();
        return switch (command.verb()) {
            case PAIR -> new PairingRequested(udid, host, by);
            case VERIFY -> new VerificationRequested(udid, host, by);
            case UNPAIR -> new UnpairRequested(udid, host, by);
            case APPROVE -> new ApprovalGranted(udid, host, attempt, by);
            case REFUSE -> new ApprovalRefused(udid, host, attempt, by);
            case HOLD -> new HoldRequested(udid, host, by);
            case RELEASE -> new ReleaseRequested(udid, host, by);
            case RESTORE_RECORD -> new RecordRestoreRequested(udid, host, by);
            case ADOPT_RECORD -> new RecordAdoptRequested(udid, host, by);
            case WIFI_ON -> new WifiSetRequested(udid, host, true, by);
            case WIFI_OFF -> new WifiSetRequested(udid, host, false, by);
            case UNPAIR_LOST_HOST -> new LostHostUnpairRequested(udid, host, command.lostHost().host(), command.lostHost().fingerprint(),
                    command.lostHost().sealedHostId(), by);
            case ANNOUNCE_BACKUP -> new BackupAnnounceRequested(udid, host, command.forSeconds(), by);
        };
    }

    private ProducerRecord<String, byte[]> change(NumberedTransition numbered, Outgoing all) {
        StateTransition t = numbered.transition();
        TrustStateChanged data = new TrustStateChanged(t.key().udid(), t.key().host(), t.from(), t.to(), t.reason(), t.rawError(),
                t.at(), t.attempt(), t.evidence(), t.decidedBy(), t.timings(), t.version(), t.impossibleTap());
        TraceSpan span = all.span(tracing, data.type().shortName(), t.traceparent(), t.key())
                .with(TraceSpans.STATE, t.to().wireText())
                .with(TraceSpans.REASON, t.reason().wireText());
        Envelope envelope = envelope(numbered.id(), t.at(), numbered.previous(), t.evidence(), span.traceparent());
        return records.change(new Event<>(envelope, data));
    }

    private ProducerRecord<String, byte[]> state(OutboxPage.NumberedState numbered, long epoch) {
        Relation r = numbered.relation();
        RelationState data = new RelationState(r.key().udid(), r.key().host(), r.state(), r.reason(), r.rawError(), r.since(),
                r.attempt(), r.marks().suspected(), r.device(), r.record(), r.decidedBy(), r.provenAt(), r.version(),
                Map.of(EventSource.PAIRING_SERVICE, new RelationState.Applied(r.applied().epoch(), r.applied().sequence())),
                r.marks().suspectedSince(), r.marks().recordReplaced() ? true : null);
        Long previous = lastStates.put(r.key(), numbered.sequence());
        EventId id = new EventId(epoch, numbered.sequence());
        return records.state(new Event<>(
                envelope(id, r.appliedAt(), previous == null ? 0 : previous, r.evidence(), r.traceparent()), data));
    }

    private static Envelope envelope(EventId id, Instant time, long previous, String evidence, String traceparent) {
        Envelope envelope = Envelope.of(id, EventSource.registry(), time, previous);
        if (evidence != null) {
            envelope = envelope.causedBy(evidence.substring(evidence.indexOf('#') + 1));
        }
        return traceparent == null ? envelope : envelope.tracedBy(traceparent);
    }

    /**
     * What goes out in one Kafka transaction, and the spans of its commands and changes.
     *
     * @param records in the order in which they are sent
     * @param spans   to be ended once Kafka has committed
     */
    record Outgoing(List<ProducerRecord<String, byte[]>> records, List<TraceSpan> spans) {

        private TraceSpan span(TraceSpans tracing, String type, String parent, RelationKey key) {
            TraceSpan span = tracing.start("publish " + type, SpanKind.PRODUCER, parent, key);
            if (tracing.areOn()) {
                spans.add(span);
            }
            return span;
        }
    }
}
