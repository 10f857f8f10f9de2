package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.pairing.handshake.Attachment;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A device's own switch that lets every host that it trusts connect over Wi-Fi, with no cable and no sign on its screen. It is
 * read in each proven session. Thread-safe.
 */
public final class WifiConnections {
    private static final Logger LOG = Logger.getLogger(WifiConnections.class);
    private static final String DOMAIN = "com.apple.mobile.wireless_lockdown";
    private static final String KEY = "EnableWifiConnections";

    private final boolean forbidden;
    private final Runnable switchedOff;

    /**
     * The policy of this host.
     *
     * @param forbidden   it is switched off wherever a session over a cable finds it on
     * @param switchedOff hears of each time
     */
    public WifiConnections(boolean forbidden, Runnable switchedOff) {
        this.forbidden = forbidden;
        this.switchedOff = switchedOff;
    }

    boolean isForbidden() {
        return forbidden;
    }

    /** What the device says of it in this session; off, if this host forbids it and the device obeys. Empty if it does not tell. */
    Optional<Boolean> atProof(LockdownClient inSession, Attachment attachment) throws IOException {
        Optional<Boolean> found = read(inSession);
        return forbidden && !attachment.overNetwork() && found.orElse(false) ? switchOff(inSession, attachment) : found;
    }

    /** Switches it, and reads what came of that; empty if the device does not tell. */
    Optional<Boolean> set(LockdownClient inSession, boolean enabled) throws IOException {
        inSession.setValue(DOMAIN, KEY, enabled);
        return read(inSession);
    }

    private Optional<Boolean> switchOff(LockdownClient inSession, Attachment attachment) throws IOException {
        try {
            Optional<Boolean> now = set(inSession, false);
            if (now.isEmpty()) {
                LOG.warnf("a device let its trusted hosts connect over Wi-Fi; that was switched off, and it does not tell whether it is off udid=%s", attachment.udid());
                return now;
            }
            if (!now.get()) {
                switchedOff.run();
                LOG.infof("a device let its trusted hosts connect over Wi-Fi; that is switched off, as pairing.wifi=forbid asks udid=%s", attachment.udid());
                return Optional.of(false);
            }
            LOG.warnf("a device lets its trusted hosts connect over Wi-Fi, and goes on after that was switched off udid=%s", attachment.udid());
        } catch (DeviceError e) {
            LOG.warnf("a device lets its trusted hosts connect over Wi-Fi and does not let that be switched off udid=%s error=%s", attachment.udid(), e.getMessage());
        }
        return Optional.of(true);
    }

    private static Optional<Boolean> read(LockdownClient inSession) throws IOException {
        try {
            return inSession.getValue(DOMAIN, KEY).filter(Boolean.class::isInstance).map(Boolean.class::cast);
        } catch (DeviceError e) {
            LOG.debugf("a device does not tell whether it lets hosts connect over Wi-Fi error=%s", e.getMessage());
            return Optional.empty();
        }
    }
}
