package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.usbwatcher.hotplug.DeviceChange;
import dev.trustline.usbwatcher.hotplug.DeviceSighting;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Changes as records of {@code trustline.usb.device-events}. Thread-safe. */
public final class DeviceRecords implements Function<DeviceChange, ProducerRecord<String, byte[]>> {
    private final EventNumbering numbering;
    private final KafkaRecords records;
    private final DeviceTrace trace;

    /** Records of this process. */
    public DeviceRecords(EventNumbering numbering, KafkaRecords records, DeviceTrace trace) {
        this.numbering = numbering;
        this.records = records;
        this.trace = trace;
    }

    @Override
    public ProducerRecord<String, byte[]> apply(DeviceChange change) {
        Envelope base = numbering.envelope(change.udid().value(), change.id());
        Envelope envelope = Envelope.of(change.id(), base.source(), change.madeAt(), base.previous())
                .tracedBy(trace.traceparent(change));
        return records.device(new Event<>(envelope, data(change)));
    }

    private DeviceEvent data(DeviceChange change) {
        String host = numbering.source().host();
        return change.sighting()
                .<DeviceEvent>map(s -> attached(s, host, change))
                .orElseGet(() -> new DeviceDetached(change.udid(), host, change.origin().wireText()));
    }

    private static DeviceAttached attached(DeviceSighting seen, String host, DeviceChange change) {
        return new DeviceAttached(seen.udid(), host, seen.connection(), seen.portPath(), seen.productId(), seen.speedMbps(),
                change.notice().afterMs(), change.origin().wireText());
    }
}
