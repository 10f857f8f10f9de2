package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.Udid;

/**
 * Port: takes what the tracker found. Called inside the tracker's step, in the order of the numbers; must only enqueue.
 */
public interface TrackerListener {
    /** A real change. */
    void changed(DeviceChange change);

    /** The initial list has been taken in; from now on the snapshot is complete. */
    void listComplete();

    /** A change of a flapping cable was held back. */
    void damped(Udid udid);
}
