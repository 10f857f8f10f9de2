package dev.trustline.events.device;

import dev.trustline.events.EventData;
import dev.trustline.events.Udid;

/** A device came or went on a host. The host is the event's source. */
public sealed interface DeviceEvent extends EventData permits DeviceAttached, DeviceDetached {
    /** The device. */
    Udid udid();

    /** The lab host whose cable it is. */
    String host();

    @Override
    default String subject() {
        return udid().value();
    }
}
