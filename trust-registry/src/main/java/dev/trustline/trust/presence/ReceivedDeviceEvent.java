package dev.trustline.trust.presence;

import dev.trustline.events.device.DeviceEvent;
import dev.trustline.trust.relation.Origin;

/**
 * A device event as it came from the topic.
 *
 * @param data   what is said
 * @param origin its number and time
 */
public record ReceivedDeviceEvent(DeviceEvent data, Origin origin) {}
