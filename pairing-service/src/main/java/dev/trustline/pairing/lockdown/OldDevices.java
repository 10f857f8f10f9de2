package dev.trustline.pairing.lockdown;

import dev.trustline.events.DeviceFacts;
import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.DeviceIdentity;
import java.io.IOException;
import java.util.Optional;

/**
 * Before iOS 7 a session alone is no trust: the device counts a host as trusted once it has confirmed its record with
 * {@code ValidatePair}. Watches count their versions from 1 and never were like that (libimobiledevice {@code src/lockdown.c}).
 * Stateless.
 */
final class OldDevices {
    private OldDevices() {
    }

    /**
     * Confirms the record in the session that is open, if this device needs that.
     *
     * @param version     {@code ProductVersion}, may be empty
     * @param deviceClass {@code DeviceClass} where it is known already; else it is asked for, of old versions only
     */
    static void confirm(LockdownClient inSession, PairRecord record, String version, Optional<String> deviceClass) throws IOException {
        if (DeviceIdentity.isBeforeAlerts(version) && !isWatch(inSession, deviceClass)) {
            inSession.validatePair(record);
        }
    }

    private static boolean isWatch(LockdownClient client, Optional<String> known) throws IOException {
        return known.isPresent() ? known.get().equals(DeviceFacts.WATCH) : client.getText("DeviceClass").filter(DeviceFacts.WATCH::equals).isPresent();
    }
}
