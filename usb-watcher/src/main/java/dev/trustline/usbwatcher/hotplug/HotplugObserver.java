package dev.trustline.usbwatcher.hotplug;

import java.time.Duration;

/** Port: what sources and tracker let be measured. Thread-safe, returns at once. */
public interface HotplugObserver {
    /** A reconciling scan took this long. */
    void scanned(Duration took);

    /** Whether changes were missed since the last event. */
    void hotplugDeaf(boolean deaf);

    /** An event found the queue full; the next scan makes good for it. */
    void eventDropped();

    /** A change of a flapping cable was held back. */
    void flapDamped();
}
