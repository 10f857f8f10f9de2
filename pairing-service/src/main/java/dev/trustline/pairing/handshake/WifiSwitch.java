package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.util.Optional;

/**
 * Switches on command whether a device lets trusted hosts connect over Wi-Fi: in a session over the cable, which is a proof of
 * trust too. Used by the device's lane only.
 */
final class WifiSwitch {
    private final Udid udid;
    private final HandshakeParts parts;
    private final RelationReporter reporter;

    WifiSwitch(Udid udid, HandshakeParts parts, RelationReporter reporter) {
        this.udid = udid;
        this.parts = parts;
        this.reporter = reporter;
    }

    /** True if the session says that trust is not what it was: then a look at the device answers the command. */
    boolean obey(LaneMessage.Commanded message, boolean enabled) {
        VaultEntry entry = parts.vault().load(udid);
        Optional<Attachment> attachment = parts.gateway().find(udid).fold(Optional::of, (k, t) -> Optional.empty(), t -> Optional.empty());
        Optional<Rejection> refusal = refusal(entry, attachment, enabled);
        if (refusal.isPresent()) {
            return rejected(message, refusal.get(), null);
        }
        VaultEntry.GoodRecord good = entry.good().orElseThrow();
        Answer<Optional<Boolean>> answer = parts.permits().with(() -> parts.gateway().switchWifi(attachment.orElseThrow(), good.record(), enabled));
        return answer.fold(now -> switched(message, entry, attachment.orElseThrow(), now), (kind, text) -> refused(message, kind, text),
                trouble -> unanswered(message, trouble));
    }

    private Optional<Rejection> refusal(VaultEntry entry, Optional<Attachment> attachment, boolean enabled) {
        if (enabled && parts.gateway().forbidsWifi()) {
            return Optional.of(Rejection.FORBIDDEN_BY_POLICY);
        }
        if (attachment.isEmpty()) {
            return Optional.of(IdleCommands.whyNotHere(entry));
        }
        if (attachment.get().overNetwork()) {
            return Optional.of(Rejection.NEEDS_CABLE);
        }
        return entry.good().isEmpty() ? Optional.of(Rejection.NO_RECORD) : Optional.empty();
    }

    /** The record at usbmuxd is looked at as in every proof: else this one would take the mark of another record away. */
    private boolean switched(LaneMessage.Commanded message, VaultEntry entry, Attachment attachment, Optional<Boolean> now) {
        VaultEntry.GoodRecord proven = entry.good().orElseThrow().provenAt(parts.brokerClock().instant(), true);
        Records records = new Records(parts);
        records.keep(entry.proven(proven));
        boolean replaced = records.atUsbmuxd(attachment).otherThan(proven.record()).isPresent();
        reporter.answerWithNext(message);
        CableSession session = new CableSession(attachment, Occasion.of(message), Optional.empty());
        reporter.say(session, entry.attempt(), replaced ? Reason.RECORD_REPLACED : Reason.ALREADY_TRUSTED, Verified::new,
                f -> f.withRecord(proven.facts()).withWifiConnections(now.orElse(null)));
        return false;
    }

    private boolean refused(LaneMessage.Commanded message, DeviceErrorKind kind, String text) {
        boolean isLocked = ProofVerdict.isLocked(new Answer.Refused<>(kind, text));
        return kind == DeviceErrorKind.INVALID_HOST_ID
                || rejected(message, isLocked ? Rejection.VERIFICATION_DEFERRED : Rejection.DEVICE_UNREACHABLE, text);
    }

    private boolean unanswered(LaneMessage.Commanded message, Trouble trouble) {
        boolean isOfTrust = trouble == Trouble.KEY_CHANGED || trouble == Trouble.SESSION_NOT_PROVEN;
        return isOfTrust || rejected(message, Rejection.DEVICE_UNREACHABLE, null);
    }

    private boolean rejected(LaneMessage.Commanded message, Rejection reason, String rawError) {
        reporter.reject(message, reason, rawError);
        return false;
    }
}
