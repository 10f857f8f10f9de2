package dev.trustline.events;

import dev.trustline.events.command.*;
import dev.trustline.events.device.*;
import dev.trustline.events.envelope.*;
import dev.trustline.events.device.Connection;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.result.*;
import dev.trustline.events.trust.*;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Events of each type, the source of new goldens: the first of a type has every optional field that it was born with, a further
 * one those that came later.
 */
public final class Samples {
    public static final Udid UDID = new Udid("00008110-001A2B3C4D5E6F70");
    private static final String HOST = "bench-7";
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
    private static final DeviceFacts DEVICE = new DeviceFacts("Anna’s iPhone", "iPhone14,5", "17.5.1", "iPhone");
    private static final RecordFacts RECORD = new RecordFacts(HEX, RecordFacts.Origin.PAIRED, true, false, false);
    private static final RecordFacts DEPOSITED = RECORD.withSealedHostId("c2VhbGVkIHVuZGVyIHRoZSBsYWIga2V5");
    private static final Timings TIMINGS = new Timings(12L, 48L, 3_200L, 95L);

    private Samples() {}

    public static List<EventData> all() {
        return List.of(
                new DeviceAttached(UDID, HOST, Connection.USB, "1-2.3", 0x12a8, 480, 7L, "libusb"),
                new DeviceDetached(UDID, HOST, "usbmux"),
                new PairingRequested(UDID, HOST, "operator"),
                new ApprovalGranted(UDID, HOST, 3, "operator"),
                new ApprovalRefused(UDID, HOST, 3, "operator"),
                new VerificationRequested(UDID, HOST, "rule:gap"),
                new UnpairRequested(UDID, HOST, "operator"),
                new LostHostUnpairRequested(UDID, HOST, "bench-3", HEX, DEPOSITED.sealedHostId(), "operator"),
                new ReplugRequested(UDID, HOST, "operator"),
                new HoldRequested(null, HOST, "operator"),
                new ReleaseRequested(UDID, HOST, "operator"),
                new RecordRestoreRequested(UDID, HOST, "operator"),
                new RecordAdoptRequested(UDID, HOST, "operator"),
                new WifiSetRequested(UDID, HOST, false, "operator"),
                new BackupAnnounceRequested(UDID, HOST, 600, "operator"),
                new AwaitingApproval(facts(Reason.POLICY_ASKS)),
                new AwaitingUnlock(facts(Reason.DEVICE_LOCKED).withRawError("PasswordProtected")),
                new AwaitingTrust(facts(Reason.DIALOG_SHOWN).withRawError("PairingDialogResponsePending").withDecidedBy("policy:auto")),
                new Trusted(facts(Reason.USER_ACCEPTED).withRecord(RECORD).withTimings(TIMINGS).withDecidedBy("policy:auto")),
                new Denied(facts(Reason.USER_DENIED).withRawError("UserDeniedPairing")),
                new TimedOut(facts(Reason.DIALOG_UNANSWERED)),
                new Prohibited(facts(Reason.MANAGED_DEVICE).withRawError("MCProtected")),
                new Failed(facts(Reason.UNRECOGNISED).withRawError("NeverSeenBefore")),
                new Deferred(facts(Reason.HOST_BUSY)),
                new Verified(facts(Reason.ALREADY_TRUSTED).withRecord(RECORD)),
                new Revoked(facts(Reason.HOST_FORGOTTEN).withRawError("InvalidHostID").withRecord(RECORD)),
                new Unpaired(facts(Reason.BY_US)),
                new BackupConsentRequested(UDID, HOST),
                new BackupConsentResolved(UDID, HOST),
                new AuthenticationPromptRequested(UDID, HOST),
                new AuthenticationPromptResolved(UDID, HOST, true),
                new BackupAnnounced(UDID, HOST, 600),
                new Held(UDID, HOST),
                new Released(UDID, HOST),
                new HostHeld(HOST, "rule:identity-loss", "4 devices forgot this host within 10 min."),
                new HostReleased(HOST),
                new LostHostUnpaired(UDID, HOST, "bench-3", "InvalidHostID"),
                new CommandRejected(UDID, HOST, Rejection.WRONG_ATTEMPT, null),
                new CommandExpired(UDID, HOST),
                new HostReported(HOST, "usb-watcher", "0.1.0", "1e1f1c9a-5a0e-4d1c-9a53-3a1b1f0f6c11", NOON, "1.1.1", HEX,
                        List.of(new HostReported.HostProblem("hotplug-deaf", "Mount /run/udev into the container.")),
                        List.of(new HostReported.AttachedDevice(UDID, "1-2.3"))),
                new RelationState(UDID, HOST, TrustStatus.TRUSTED, Reason.USER_ACCEPTED, null, NOON, 3, false, DEVICE, RECORD, "policy:auto", NOON,
                        1_795_000_000_123L, Map.of("pairing-service", new RelationState.Applied(1_795_000_000_000L, 17))),
                new TrustStateChanged(UDID, HOST, TrustStatus.AWAITING_TRUST, TrustStatus.TRUSTED, Reason.USER_ACCEPTED, null, NOON, 3,
                        "/hosts/bench-7/pairing-service#1795000000000-0000000017", "policy:auto", TIMINGS, 1_795_000_000_123L),
                new Trusted(facts(Reason.USER_ACCEPTED).withRecord(DEPOSITED).withImpossibleTap(ImpossibleTap.TOO_FAST)),
                new Verified(facts(Reason.ALREADY_TRUSTED).withRecord(DEPOSITED).withWifiConnections(true)),
                new HostReported(HOST, "pairing-service", "0.1.0", null, NOON, null, null, List.of(), null, 4_711L, "person:operator"),
                new RelationState(UDID, HOST, TrustStatus.TRUSTED, Reason.USER_ACCEPTED, null, NOON, 3, true, DEVICE, DEPOSITED, null, NOON,
                        1_795_000_000_123L, Map.of(), NOON.plusSeconds(60), true),
                new TrustStateChanged(UDID, HOST, TrustStatus.AWAITING_TRUST, TrustStatus.TRUSTED, Reason.USER_ACCEPTED, null, NOON, 3,
                        null, null, null, 1_795_000_000_123L, ImpossibleTap.WHILE_LOCKED),
                new BackupConsentRequested(UDID, HOST, BackupAnnouncement.COMMAND),
                new BackupConsentResolved(UDID, HOST, true),
                new HostHeld(HOST, "rule:host-identity-lost", "3 devices have forgotten this host within 600 s."),
                new HostReported(HOST, "usb-watcher", "0.1.0", null, NOON, null, null, List.of(),
                        List.of(new HostReported.AttachedDevice(UDID, "1-2.3", Connection.USB))));
    }

    public static Event<EventData> event(EventData data) {
        Envelope envelope = Envelope.of(new EventId(1_795_000_000_000L, 17), EventSource.of(HOST, "pairing-service"), NOON, 16)
                .causedBy("1795000000000-0000000009")
                .tracedBy("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        return new Event<>(data instanceof PairingCommand ? envelope.addressedTo(HOST, NOON.plusSeconds(900)) : envelope, data);
    }

    private static ResultFacts facts(Reason reason) {
        return ResultFacts.of(UDID, HOST, 3, reason).withDevice(DEVICE);
    }
}
