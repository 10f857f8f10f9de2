package dev.trustline.pairing.handshake;

import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.Rejection;
import dev.trustline.lockdown.error.DeviceErrorKind;
import java.util.Optional;

/**
 * Ends, on a device on this host's cable, its trust in another host of the lab, which is lost. Nothing of it is stored here: an
 * unpair that was not answered is asked again, and that the device does not know the host is success; so is a command that is
 * read again after a crash. This host's own trust is not touched. Used by the device's lane only.
 */
final class LostHostTrust {
    private static final int TRIES = 3;

    private final HandshakeParts parts;
    private final RelationReporter reporter;
    private final LaneSignals signals;

    LostHostTrust(HandshakeParts parts, RelationReporter reporter, LaneSignals signals) {
        this.parts = parts;
        this.reporter = reporter;
        this.signals = signals;
    }

    /** Answers the command, unless the service is being stopped: then it is read again. */
    void unpair(LaneMessage.Commanded message, LostHostUnpairRequested command, Attachment attachment) {
        if (attachment.overNetwork()) {
            reporter.reject(message, Rejection.NEEDS_CABLE, null);
        } else if (!parts.deposit().hasKey()) {
            reporter.reject(message, Rejection.LAB_KEY_MISSING, null);
        } else {
            Optional<HostIdDeposit.HostId> hostId = parts.deposit().open(command.udid(), command.lostHost(), command.fingerprint(), command.sealedHostId());
            hostId.ifPresentOrElse(id -> forget(message, command, attachment, id), () -> reporter.reject(message, Rejection.SEALED_ID_UNREADABLE, null));
        }
    }

    private void forget(LaneMessage.Commanded message, LostHostUnpairRequested command, Attachment attachment, HostIdDeposit.HostId hostId) {
        if (isOurs(command, hostId)) {
            reporter.reject(message, Rejection.NOT_SUPPORTED, null);
            return;
        }
        Answer<Boolean> answer = ask(attachment, hostId);
        for (int more = TRIES - 1; more > 0 && answer instanceof Answer.None<Boolean> && !signals.isStopping(); more--) {
            signals.pause(parts.settings().connectRetry());
            answer = ask(attachment, hostId);
        }
        if (answer instanceof Answer.Given<Boolean>) {
            ended(message, command, null);
        } else if (answer instanceof Answer.Refused<Boolean> refused) {
            refused(message, command, refused);
        } else if (!signals.isStopping()) {
            reporter.reject(message, Rejection.DEVICE_UNREACHABLE, null);
        }
    }

    private Answer<Boolean> ask(Attachment attachment, HostIdDeposit.HostId hostId) {
        return parts.permits().with(() -> parts.gateway().unpairHost(attachment, hostId));
    }

    private void refused(LaneMessage.Commanded message, LostHostUnpairRequested command, Answer.Refused<Boolean> refused) {
        if (refused.kind() == DeviceErrorKind.INVALID_HOST_ID) {
            ended(message, command, refused.text());
        } else {
            reporter.reject(message, Rejection.DEVICE_UNREACHABLE, refused.text());
        }
    }

    private void ended(LaneMessage.Commanded message, LostHostUnpairRequested command, String rawError) {
        reporter.answer(message, new LostHostUnpaired(command.udid(), parts.settings().host(), command.lostHost(), rawError));
    }

    /** Some tools call every host of one name the same: then the lost host's trust and this host's are one. */
    private boolean isOurs(LostHostUnpairRequested command, HostIdDeposit.HostId hostId) {
        VaultEntry entry = parts.vault().load(command.udid());
        return entry.good().filter(g -> g.record().hostId().equals(hostId.value())).isPresent()
                || entry.candidate().filter(c -> c.hostId().equals(hostId.value())).isPresent();
    }
}
