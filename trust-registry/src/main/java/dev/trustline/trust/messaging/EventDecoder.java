package dev.trustline.trust.messaging;

import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.envelope.TraceParent;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.Udid;
import dev.trustline.events.topic.Topic;
import dev.trustline.trust.presence.ReceivedDeviceEvent;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.Origin;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads single records, each on its own, so that a bad one harms no other. A record whose data names another host than its
 * source is unreadable: a host speaks for itself only. Thread-safe.
 */
final class EventDecoder {

    private final EventCodec codec = new EventCodec();
    private final Map<String, Reader> readers = Map.of(
            Topic.PAIRING_RESULTS.topicName(), this::result,
            Topic.DEVICE_EVENTS.topicName(), this::device,
            Topic.HOSTS.topicName(), this::report);

    /** What this record is; never throws for what a record holds. */
    Decoded decode(ConsumerRecord<byte[], byte[]> record) {
        Reader reader = readers.get(record.topic());
        if (reader == null) {
            return new Decoded.Unreadable("topic " + record.topic() + " is not one that this service reads");
        }
        try {
            return reader.read(record);
        } catch (UnreadableEvent e) {
            return new Decoded.Unreadable(e.getMessage());
        } catch (RuntimeException e) {
            return new Decoded.Unreadable("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Decoded result(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        Event<PairingResult> event = codec.read(record.headers(), record.value(), PairingResult.class);
        Optional<String> mismatch = mismatch(event.envelope(), event.data().host(), EventSource.PAIRING_SERVICE);
        if (mismatch.isPresent()) {
            return new Decoded.Unreadable(mismatch.get());
        }
        Udid udid = udid(event.data());
        RelationKey key = udid == null ? null : new RelationKey(udid, event.data().host());
        return new Decoded.Result(new ReceivedResult(key, event.data(), origin(event.envelope(), record)));
    }

    private Decoded device(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        Event<DeviceEvent> event = codec.read(record.headers(), record.value(), DeviceEvent.class);
        Optional<String> mismatch = mismatch(event.envelope(), event.data().host(), EventSource.USB_WATCHER);
        return mismatch.<Decoded>map(Decoded.Unreadable::new)
                .orElseGet(() -> new Decoded.Device(new ReceivedDeviceEvent(event.data(), origin(event.envelope(), record))));
    }

    private Decoded report(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        Event<HostReported> event = codec.read(record.headers(), record.value(), HostReported.class);
        Optional<String> mismatch = mismatch(event.envelope(), event.data().host(), event.data().service());
        return mismatch.<Decoded>map(Decoded.Unreadable::new)
                .orElseGet(() -> new Decoded.Report(
                        new ReceivedReport(event.data(), origin(event.envelope(), record), record.partition())));
    }

    private static Optional<String> mismatch(Envelope envelope, String host, String service) {
        EventSource source = envelope.source();
        if (!source.service().equals(service)) {
            return Optional.of("source is not a " + service);
        }
        return source.host().equals(host) ? Optional.empty() : Optional.of("source is another host than the data names");
    }

    /** The device that a result is about; {@code null} for one about the whole host. */
    private static Udid udid(PairingResult data) {
        if (data instanceof HostHeld || data instanceof HostReleased) {
            return null;
        }
        if (data instanceof RelationResult result) {
            return result.facts().udid();
        }
        if (data instanceof CommandRejected rejected) {
            return rejected.udid();
        }
        return data instanceof CommandExpired expired ? expired.udid() : Udid.parse(data.subject());
    }

    private static Origin origin(Envelope envelope, ConsumerRecord<byte[], byte[]> record) {
        Origin origin = Origin.of(envelope, Instant.ofEpochMilli(record.timestamp()));
        return origin.tracedBy(TraceParent.tryParse(origin.traceparent()).map(TraceParent::toString).orElse(null));
    }

    private interface Reader {
        Decoded read(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent;
    }
}
