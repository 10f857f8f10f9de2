package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import java.time.Duration;

/** Port to those who listen to what devices ask their owners. Thread-safe. */
@FunctionalInterface
public interface BackupAnnouncements {
    /** Nobody listens. */
    BackupAnnouncements NOBODY = (udid, time) -> false;

    /**
     * A backup of this device is announced for so long from now on; zero ends what was announced.
     *
     * @return false if nobody listens on this host
     */
    boolean announce(Udid udid, Duration time);
}
