package dev.trustline.trust.ladder;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How things are now at one device and host. Times are the broker's; no clock is read: something has lasted until the host was
 * last heard of, and a host that is silent adds no fault.
 *
 * @param state         the relation's state
 * @param reason        why
 * @param since         since when
 * @param lastResult    when the last result about the device came, {@code null} if none ever did
 * @param hasRecord     whether a record is known, so that the host may be proving it without saying anything
 * @param attachedSince since when it is on this host's cable; {@code null} if it is not
 * @param hotplugSource what saw it on the cable: {@code libusb}, {@code scan} or {@code usbmux}; {@code null} when not known
 * @param host          what the host last reported, {@code null} if it never did
 * @param heard         when the host's pairing-service last reported, {@code null} if it never did
 * @param otherDevices  how many other devices are on this host's cables
 * @param trustedHosts  the hosts that the device trusts, as far as is known
 */
public record Situation(TrustStatus state, Reason reason, Instant since, Instant lastResult, boolean hasRecord, Instant attachedSince,
        String hotplugSource, HostSigns host, Instant heard, int otherDevices, List<String> trustedHosts) {

    /** So long after an attach the host should have said something. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Set<String> SEES_THE_BUS = Set.of("libusb", "scan");

    public Situation {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        trustedHosts = List.copyOf(trustedHosts);
    }

    /**
     * The fault that shows by silence: the device is attached, the host lives, and says nothing about it. {@code null} if there
     * is none. A host that proves a record of a device that was not unlocked yet is silent with good reason.
     */
    Fault bySilence() {
        boolean silent = attachedSince != null && heardAfter(attachedSince, SILENCE)
                && (lastResult == null || lastResult.isBefore(attachedSince));
        if (!silent) {
            return null;
        }
        if (host.usbmuxdIsAway() || !hasRecord && hotplugSource != null && SEES_THE_BUS.contains(hotplugSource)) {
            return Fault.NOT_RECOGNISED;
        }
        return lastResult == null ? Fault.ALERT_ABSENT : null;
    }

    /** Whether the state itself wants help; while an attempt is under way nothing does. */
    boolean wantsHelp() {
        boolean lockedLong = state == TrustStatus.AWAITING_UNLOCK
                && (reason == Reason.LOCKED_OR_RESTRICTED || heardAfter(since, Ladder.LOCKED_TOO_LONG));
        return lockedLong || reason == Reason.DEVICE_DETACHED || Fault.of(state, reason, false).isPresent();
    }

    /** Whether the host was heard of when that time was over. */
    boolean heardAfter(Instant from, Duration time) {
        return host != null && heard != null && !heard.isBefore(from.plus(time));
    }
}
