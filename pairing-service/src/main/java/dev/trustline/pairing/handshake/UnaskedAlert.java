package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.SystemVersion;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.Trusted;
import java.time.Duration;
import java.util.Set;

/**
 * Notices that the owner has answered an alert which this host had not raised: usbmuxd's preflight did, or another program on
 * this host. An alert that is merely up cannot be told from our own, so the end of an attempt shows it: an iPhone accepts or
 * denies at once, though it always asks first. What may have been ours, or needs no alert, does not count. Used by its lane only.
 */
final class UnaskedAlert {
    private static final Set<String> ALWAYS_ASK = Set.of("iPhone", "iPad", "iPod");
    private static final int FIRST_VERSION_THAT_ASKS = 7;
    private static final Duration DAY = Duration.ofDays(1);

    private final HandshakeParts parts;
    private final CableSession session;
    private final Own own;

    /** Before an attempt, or before a look at another program's record. */
    UnaskedAlert(HandshakeParts parts, CableSession session) {
        this.parts = parts;
        this.session = session;
        VaultEntry entry = parts.vault().load(session.udid());
        long before = entry.alerts().raised().stream().filter(parts.brokerClock().instant().minus(DAY)::isBefore).count();
        this.own = new Own(entry.open() || session.alertSeen(), (int) before, parts.supervision().identity().isPresent());
    }

    /**
     * What this host knows of the alerts that it raised itself.
     *
     * @param wentOn        the attempt was open before: this host may have raised one in this cable session
     * @param ownBefore     how many it had raised within a day before
     * @param identityGiven it offers a supervision identity: a supervised device that trusts it already needs no alert
     */
    record Own(boolean wentOn, int ownBefore, boolean identityGiven) {}

    /** After the attempt: what was said last in it. */
    void judge(RelationResult end) {
        if (isShownBy(end, own)) {
            parts.consent().goneRound(session.udid());
        }
    }

    /** After the look: another program's record works, in a cable session in which this host had not asked. */
    void judgeLook(RelationResult end) {
        if (end.facts().reason() == Reason.ADOPTED && own.ownBefore() == 0 && !session.alertSeen()) {
            parts.consent().goneRound(session.udid());
        }
    }

    static boolean isShownBy(RelationResult end, Own own) {
        if (own.wentOn() || own.ownBefore() > 0 || !asksAlways(end.facts().device())) {
            return false;
        }
        Reason reason = end.facts().reason();
        return reason == Reason.REFUSED_WITHOUT_ALERT
                || end instanceof Trusted && reason == Reason.ACCEPTED_WITHOUT_ALERT && !own.identityGiven();
    }

    private static boolean asksAlways(DeviceFacts device) {
        String type = device.productType() == null ? "" : device.productType();
        return ALWAYS_ASK.stream().anyMatch(type::startsWith) && SystemVersion.of(device.productVersion()).isFrom(FIRST_VERSION_THAT_ASKS);
    }
}
