package dev.trustline.usbwatcher.messaging;

import dev.trustline.usbwatcher.hotplug.DeviceChange;
import java.time.Duration;

/** Port: what publishing lets be measured. Thread-safe, returns at once. */
public interface PublishObserver {
    /** Kafka has acknowledged a change, so long after it was handed over. */
    void published(DeviceChange change, Duration took);

    /** Kafka has not taken a change; it is sent again. */
    void publishFailed(Duration took);

    /** A waiting change was replaced by a newer one of the same device. */
    void coalesced();

    /** A host report came through, or not. */
    void reported(boolean acknowledged);
}
