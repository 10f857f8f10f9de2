package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.ResultFacts;
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
    private final RecordCommands recordCommands;
    private final LostHostTrust lostHosts;

    IdleCommands(Udid udid, HandshakeParts parts, RelationReporter reporter, LaneSignals signals) {
        this.udid = udid;
        this.parts = parts;
        this.reporter = reporter;
        this.records = new Records(parts);
        this.recordCommands = new RecordCommands(parts);
        this.lostHosts = new LostHostTrust(parts, reporter, signals);
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
        if (command instanceof WifiSetRequested wifi) {
            return new WifiSwitch(udid, parts, reporter).obey(message, wifi.enabled());
        }
        if (!isPossibleHere(command)) {
            return rejected(message, Rejection.NOT_SUPPORTED);
        }
        if (isDone(message, entry) && entry.good().isEmpty()) {
            reporter.answer(message, new Unpaired(ResultFacts.of(udid, parts.settings().host(), entry.attempt(), Reason.BY_US)));
            return false;
        }
        Optional<Attachment> attachment = attachment();
        if (attachment.isEmpty()) {
            return rejected(message, whyNotHere(entry));
        }
        if (attachment.get().overNetwork() && !(command instanceof VerificationRequested)) {
            return rejected(message, Rejection.NEEDS_CABLE);
        }
        if (command instanceof LostHostUnpairRequested lost) {
            lostHosts.unpair(message, lost, attachment.get());
            return false;
        }
        if (command instanceof VerificationRequested && entry.good().isEmpty()) {
            return rejected(message, Rejection.NO_RECORD);
        }
        if (RecordCommands.isOne(command)) {
            Optional<Rejection> obstacle = recordCommands.obstacle(command, entry, attachment.get());
            obstacle.ifPresent(why -> rejected(message, why));
            return obstacle.isEmpty();
        }
        if (command instanceof UnpairRequested && !isDone(message, entry)) {
            return unpair(message, entry, attachment.get());
        }
        return true;
    }

    /** An unpair that was done before a crash, and not answered. What has become of the relation since answers it. */
    private static boolean isDone(LaneMessage.Commanded message, VaultEntry entry) {
        return message.command() instanceof UnpairRequested && entry.unpairedBy().filter(message.envelope().id().toString()::equals).isPresent();
    }

    /** The same, for an attempt that is open now. */
    boolean wasDone(LaneMessage.Commanded message) {
        return isDone(message, parts.vault().load(udid));
    }

    private boolean isPossibleHere(PairingCommand command) {
        return command instanceof UnpairRequested || command instanceof LostHostUnpairRequested || RecordCommands.isOne(command) || isAboutTrust(command);
    }

    private Optional<Attachment> attachment() {
        return parts.gateway().find(udid).fold(Optional::of, (k, t) -> Optional.empty(), t -> Optional.empty());
    }

    /** Whether what is under way is put aside for this command: only if it can be tried. */
    boolean interrupts(LaneMessage.Commanded message) {
        PairingCommand command = message.command();
        VaultEntry entry = parts.vault().load(udid);
        if (RecordCommands.isOne(command)) {
            boolean forgotten = command instanceof RecordRestoreRequested && entry.good().filter(VaultEntry.GoodRecord::revoked).isPresent();
            return !forgotten && attachment().filter(a -> recordCommands.obstacle(command, entry, a).isEmpty()).isPresent();
        }
        return command instanceof UnpairRequested && entry.good().isPresent() && !isDone(message, entry);
    }

    /** Deals with a command that interrupts nothing while something is under way: a record that was tried for that does not work. */
    void obeyBeside(LaneMessage.Commanded message) {
        if (wantsSession(message)) {
            reporter.reject(message, Rejection.RECORD_DOES_NOT_WORK, null);
        }
    }

    private boolean rejected(LaneMessage.Commanded message, Rejection reason) {
        reporter.reject(message, reason, null);
        return false;
    }

    static boolean isKnown(VaultEntry entry) {
        return entry.attempt() > 0 || entry.good().isPresent() || entry.candidate().isPresent();
    }

    /** What a command is told whose device is not here. */
    static Rejection whyNotHere(VaultEntry entry) {
        return isKnown(entry) ? Rejection.NOT_ATTACHED : Rejection.UNKNOWN_DEVICE;
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
        parts.vault().save(intended.unpaired(records.takeFromUsbmuxd(attachment, intended)));
        reporter.answerWithNext(message);
        CableSession session = new CableSession(attachment, Occasion.of(message), Optional.empty());
        reporter.say(session, entry.attempt(), Reason.BY_US, Unpaired::new, f -> f);
        return false;
    }
}
