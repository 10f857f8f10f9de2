package dev.trustline.events;

import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.ApprovalRefused;
import dev.trustline.events.command.BackupAnnounceRequested;
import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.command.ReplugRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.AwaitingApproval;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.AwaitingUnlock;
import dev.trustline.events.result.BackupAnnounced;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.Deferred;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Held;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.Prohibited;
import dev.trustline.events.result.Released;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.TimedOut;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.trust.RelationState;
import dev.trustline.events.trust.TrustStateChanged;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every event type there is, with its wire name ({@code ce_type}), the topic that carries it and the record that holds
 * its data. A breaking change is a new constant beside the old one, never a change of an old one.
 */
public enum EventType {
    DEVICE_ATTACHED("usb.device-attached", Topic.DEVICE_EVENTS, DeviceAttached.class),
    DEVICE_DETACHED("usb.device-detached", Topic.DEVICE_EVENTS, DeviceDetached.class),

    PAIRING_REQUESTED("pairing.requested", Topic.PAIRING_COMMANDS, PairingRequested.class),
    APPROVAL_GRANTED("approval.granted", Topic.PAIRING_COMMANDS, ApprovalGranted.class),
    APPROVAL_REFUSED("approval.refused", Topic.PAIRING_COMMANDS, ApprovalRefused.class),
    VERIFICATION_REQUESTED("verification.requested", Topic.PAIRING_COMMANDS, VerificationRequested.class),
    UNPAIR_REQUESTED("unpair.requested", Topic.PAIRING_COMMANDS, UnpairRequested.class),
    LOST_HOST_UNPAIR_REQUESTED("lost-host-unpair.requested", Topic.PAIRING_COMMANDS, LostHostUnpairRequested.class),
    REPLUG_REQUESTED("replug.requested", Topic.PAIRING_COMMANDS, ReplugRequested.class),
    HOLD_REQUESTED("hold.requested", Topic.PAIRING_COMMANDS, HoldRequested.class),
    RELEASE_REQUESTED("release.requested", Topic.PAIRING_COMMANDS, ReleaseRequested.class),
    RECORD_RESTORE_REQUESTED("record.restore-requested", Topic.PAIRING_COMMANDS, RecordRestoreRequested.class),
    RECORD_ADOPT_REQUESTED("record.adopt-requested", Topic.PAIRING_COMMANDS, RecordAdoptRequested.class),
    WIFI_SET_REQUESTED("wifi.set-requested", Topic.PAIRING_COMMANDS, WifiSetRequested.class),
    BACKUP_ANNOUNCE_REQUESTED("backup.announce-requested", Topic.PAIRING_COMMANDS, BackupAnnounceRequested.class),

    AWAITING_APPROVAL("pairing.awaiting-approval", Topic.PAIRING_RESULTS, AwaitingApproval.class),
    AWAITING_UNLOCK("pairing.awaiting-unlock", Topic.PAIRING_RESULTS, AwaitingUnlock.class),
    AWAITING_TRUST("pairing.awaiting-trust", Topic.PAIRING_RESULTS, AwaitingTrust.class),
    TRUSTED("pairing.trusted", Topic.PAIRING_RESULTS, Trusted.class),
    DENIED("pairing.denied", Topic.PAIRING_RESULTS, Denied.class),
    TIMED_OUT("pairing.timed-out", Topic.PAIRING_RESULTS, TimedOut.class),
    PROHIBITED("pairing.prohibited", Topic.PAIRING_RESULTS, Prohibited.class),
    FAILED("pairing.failed", Topic.PAIRING_RESULTS, Failed.class),
    DEFERRED("pairing.deferred", Topic.PAIRING_RESULTS, Deferred.class),
    VERIFIED("trust.verified", Topic.PAIRING_RESULTS, Verified.class),
    REVOKED("trust.revoked", Topic.PAIRING_RESULTS, Revoked.class),
    UNPAIRED("trust.unpaired", Topic.PAIRING_RESULTS, Unpaired.class),
    LOST_HOST_UNPAIRED("trust.lost-host-unpaired", Topic.PAIRING_RESULTS, LostHostUnpaired.class),
    BACKUP_CONSENT_REQUESTED("backup-consent.requested", Topic.PAIRING_RESULTS, BackupConsentRequested.class),
    BACKUP_CONSENT_RESOLVED("backup-consent.resolved", Topic.PAIRING_RESULTS, BackupConsentResolved.class),
    AUTHENTICATION_PROMPT_REQUESTED("authentication-prompt.requested", Topic.PAIRING_RESULTS, AuthenticationPromptRequested.class),
    AUTHENTICATION_PROMPT_RESOLVED("authentication-prompt.resolved", Topic.PAIRING_RESULTS, AuthenticationPromptResolved.class),
    BACKUP_ANNOUNCED("backup.announced", Topic.PAIRING_RESULTS, BackupAnnounced.class),
    HELD("pairing.held", Topic.PAIRING_RESULTS, Held.class),
    RELEASED("pairing.released", Topic.PAIRING_RESULTS, Released.class),
    HOST_HELD("host.held", Topic.PAIRING_RESULTS, HostHeld.class),
    HOST_RELEASED("host.released", Topic.PAIRING_RESULTS, HostReleased.class),
    COMMAND_REJECTED("command.rejected", Topic.PAIRING_RESULTS, CommandRejected.class),
    COMMAND_EXPIRED("command.expired", Topic.PAIRING_RESULTS, CommandExpired.class),

    HOST_REPORTED("host.reported", Topic.HOSTS, HostReported.class),

    TRUST_STATE("trust.state", Topic.TRUST_STATE, RelationState.class),
    TRUST_STATE_CHANGED("trust.state-changed", Topic.TRUST_CHANGES, TrustStateChanged.class);

    private static final String PREFIX = "dev.trustline.";
    private static final Map<String, EventType> BY_WIRE_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String shortName;
    private final Topic topic;
    private final Class<? extends EventData> dataClass;

    EventType(String shortName, Topic topic, Class<? extends EventData> dataClass) {
        this.shortName = shortName;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The value of {@code ce_type}, for example {@code dev.trustline.pairing.trusted.v1}. */
    public String wireName() {
        return PREFIX + shortName + ".v1";
    }

    /** The name without prefix and version, as documents and metrics use it: {@code pairing.trusted}. */
    public String shortName() {
        return shortName;
    }

    /** The value of {@code ce_dataschema}. The schema itself is the resource {@code schemas/v1/<short name>.json}. */
    public String dataSchema() {
        return "urn:trustline:schema:" + shortName + ":v1";
    }

    /** The topic that carries this type. */
    public Topic topic() {
        return topic;
    }

    /** The record class of the data. */
    public Class<? extends EventData> dataClass() {
        return dataClass;
    }

    /** The type with this {@code ce_type}, or empty if it is none of ours. */
    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(wireName == null ? null : BY_WIRE_NAME.get(wireName));
    }
}
