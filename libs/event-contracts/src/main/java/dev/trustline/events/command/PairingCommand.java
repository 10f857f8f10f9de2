package dev.trustline.events.command;

import dev.trustline.events.EventData;
import dev.trustline.events.Udid;
import java.util.Optional;

/**
 * Something that a host is asked to do. It is addressed by {@code ce_targethost}, void after {@code ce_expirytime}, and
 * answered once by a result whose {@code causationid} is the command's id.
 */
public sealed interface PairingCommand extends EventData
        permits PairingRequested, ApprovalGranted, ApprovalRefused, VerificationRequested, UnpairRequested, LostHostUnpairRequested,
        ReplugRequested, HoldRequested, ReleaseRequested, RecordRestoreRequested, RecordAdoptRequested, WifiSetRequested,
        BackupAnnounceRequested {
    /** The host that is asked. */
    String host();

    /** Who asked: a user name, or the rule that did. */
    String requestedBy();

    /** The device it is about; empty when it is about the whole host. */
    Optional<Udid> device();

    @Override
    default String subject() {
        return device().map(Udid::value).orElse(host());
    }
}
