package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Unpaired;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What a command means for a device that has no attempt open. Used by the device's lane only. */
final class IdleCommands {
    private static final Logger LOG = Logger.getLogger(IdleCommands.class);

    private final Udid udid;
    private final HandshakeParts parts;
    private final RelationReporter reporter;
    private final Records records;

    IdleCommands(Udid udid, HandshakeParts parts, RelationReporter reporter) {
        this.udid = udid;
        this.parts = parts;
        this.reporter = reporter;
        this.records = new Records(parts);
    }

    /** A command that the next proof answers. */
    boolean isAboutTrust(PairingCommand command) {
        return command instanceof PairingRequested || command instanceof VerificationRequested;
    }

    /** True if it needs a new look at the device, whose outcome answers it; everything else is dealt with here. */
    boolean wantsSession(LaneMessage.Commanded message) {
        PairingCommand command = message.command();
        VaultEntry entry = parts.vault().load(udid);
        if (command instanceof ApprovalGranted || command instanceof ApprovalRefused) {
            return rejected(message, Rejection.WRONG_ATTEMPT);
        }
        if (!(command instanceof UnpairRequested) && !isAboutTrust(command)) {
            return rejected(message, Rejection.NOT_SUPPORTED);
        }
        Optional<Attachment> attachment = parts.gateway().find(udid).fold(Optional::of, (k, t) -> Optional.empty(), t -> Optional.empty());
        if (attachment.isEmpty()) {
            return rejected(message, isKnown(entry) ? Rejection.NOT_ATTACHED : Rejection.UNKNOWN_DEVICE);
        }
        if (command instanceof VerificationRequested && entry.good().isEmpty()) {
            return rejected(message, Rejection.NO_RECORD);
        }
        if (command instanceof UnpairRequested) {
            return unpair(message, entry, attachment.get());
        }
        return true;
    }

    /** Whether this is an unpair that can be tried: only then is what is under way put aside for it. */
    boolean isPossibleUnpair(PairingCommand command) {
        return command instanceof UnpairRequested && parts.vault().load(udid).good().isPresent();
    }

    private boolean rejected(LaneMessage.Commanded message, Rejection reason) {
        reporter.reject(message, reason, null);
        return false;
    }

    static boolean isKnown(VaultEntry entry) {
        return entry.attempt() > 0 || entry.good().isPresent() || entry.candidate().isPresent();
    }

    /**
     * On the device, in usbmuxd, in the vault, in this order; the intent is written before the first of them. Where the device
     * does not reply nobody knows what it has done: the intent stays and a session settles it.
     */
    private boolean unpair(LaneMessage.Commanded message, VaultEntry entry, Attachment attachment) {
        Optional<PairRecord> record = entry.good().map(VaultEntry.GoodRecord::record);
        if (record.isEmpty()) {
            return rejected(message, Rejection.NO_RECORD);
        }
        VaultEntry intended = entry.intendUnpair(message.envelope().id().toString());
        parts.vault().save(intended);
        Answer<Boolean> answer = parts.permits().with(() -> parts.gateway().unpair(attachment, record.get()));
        if (answer instanceof Answer.None<Boolean> none) {
            LOG.infof("an unpair was not answered; a session will show whether it was done udid=%s reason=%s", udid, none.trouble());
            return true;
        }
        if (answer instanceof Answer.Refused<Boolean> refused && refused.kind() != DeviceErrorKind.INVALID_HOST_ID) {
            parts.vault().save(entry);
            reporter.reject(message, Rejection.DEVICE_UNREACHABLE, refused.text());
            return false;
        }
        parts.vault().save(intended.unpaired(records.takeFromUsbmuxd(attachment)));
        reporter.answerWithNext(message);
        CableSession session = new CableSession(attachment, Occasion.of(message), Optional.empty());
        reporter.say(session, entry.attempt(), Reason.BY_US, Unpaired::new, f -> f);
        return false;
    }
}
