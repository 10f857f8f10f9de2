package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.pairing.PairRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Before iOS 7 a session alone is no trust: the device counts a host as trusted once it has confirmed its record with
 * {@code ValidatePair}. Watches count their versions from 1 and never were like that (libimobiledevice {@code src/lockdown.c}).
 * Stateless.
 */
final class OldDevices {
    private static final int FIRST_WITH_ALERT = 7;
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})(?:\\..*)?");
    private static final String WATCH = "Watch";

    private OldDevices() {
    }

    /**
     * Confirms the record in the session that is open, if this device needs that.
     *
     * @param version     {@code ProductVersion}, may be empty
     * @param deviceClass {@code DeviceClass} where it is known already; else it is asked for, of old versions only
     */
    static void confirm(LockdownClient inSession, PairRecord record, String version, Optional<String> deviceClass) throws IOException {
        if (isOld(version) && !isWatch(inSession, deviceClass)) {
            inSession.validatePair(record);
        }
    }

    static boolean isOld(String version) {
        Matcher major = MAJOR.matcher(version.strip());
        return major.matches() && Integer.parseInt(major.group(1)) < FIRST_WITH_ALERT;
    }

    private static boolean isWatch(LockdownClient client, Optional<String> known) throws IOException {
        return known.isPresent() ? known.get().equals(WATCH) : client.getText("DeviceClass").filter(WATCH::equals).isPresent();
    }
}
