package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.IdleLimit;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.RecordProof.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The proof of a record that has worked before, once for each cable session and for each verification that is asked for. */
final class GoodRecordProof implements SessionTries.Case {
    private static final int READS = 3;

    private final HandshakeParts parts;
    private final Records records;
    private final ProofScene scene;
    private final VaultEntry.GoodRecord good;
    private AtUsbmuxd atUsbmuxd;
    private boolean isUnknownToDevice;

    GoodRecordProof(HandshakeParts parts, Records records, ProofScene scene, AtUsbmuxd atUsbmuxd) {
        this.parts = parts;
        this.records = records;
        this.scene = scene;
        this.good = scene.entry().good().orElseThrow();
        this.atUsbmuxd = atUsbmuxd;
    }

    Ending run() {
        return new SessionTries(parts, scene).run(this);
    }

    @Override
    public Answer<DeviceGateway.Proof> session() {
        Answer<DeviceGateway.Proof> answer = records.fits(good.record(), scene.session())
                ? records.tryIn(scene.session(), good.record(), good.provisional())
                : new Answer.None<>(Trouble.KEY_CHANGED);
        isUnknownToDevice = answer instanceof Answer.Refused<DeviceGateway.Proof> refused && refused.kind() == DeviceErrorKind.INVALID_HOST_ID;
        if (isUnknownToDevice) {
            lookAtUsbmuxdAgain();
        }
        return answer;
    }

    /**
     * Another tool ends its trust on the device first and at usbmuxd then: what usbmuxd had before the session does not tell
     * which it is, and neither does one answer that is lost.
     */
    private void lookAtUsbmuxdAgain() {
        AtUsbmuxd now = records.atUsbmuxd(scene.session().attachment());
        for (int more = READS - 1; more > 0 && !now.isKnown(); more--) {
            now = records.atUsbmuxd(scene.session().attachment());
        }
        atUsbmuxd = now.isKnown() ? scene.entry().leftAtUsbmuxd().map(now::without).orElse(now) : atUsbmuxd;
    }

    @Override
    public ProofVerdict.Situation situation(int broken) {
        Duration idle = Duration.between(good.provenAt(), Instant.now(parts.brokerClock()));
        DeviceFacts device = scene.session().identity().map(DeviceIdentity::facts).orElse(DeviceFacts.NONE);
        return new ProofVerdict.Situation(!good.revoked() || isYetToBeConfirmed(), good.provisional(), atUsbmuxd.isGone(), scene.entry().unpairing().isPresent(),
                scene.session().isPairAsked() || isUnderWay(), IdleLimit.isReached(device, idle), broken);
    }

    /** By network anybody can answer that a host is unknown: over the cable the record counts as one that has worked. */
    private boolean isYetToBeConfirmed() {
        return good.byNetwork() && !scene.session().attachment().overNetwork();
    }

    /** An attempt with the device's new key began before, on a command, and was cut off. */
    private boolean isUnderWay() {
        return scene.entry().open() && scene.session().identity().isPresent()
                && scene.entry().candidate().filter(c -> records.fits(c, scene.session())).isPresent();
    }

    /** An unpair whose outcome was open has not come about; a command that waits for it is told so. */
    @Override
    public Ending works(DeviceGateway.Proof shown) {
        VaultEntry.GoodRecord proven = good.provenAt(parts.brokerClock().instant(), isInSetup(shown) || !scene.session().occasion().isNewCable());
        records.keep(scene.entry().proven(proven));
        if (scene.entry().unpairing().isPresent()) {
            scene.reporter().rejectAll(Rejection.DEVICE_UNREACHABLE, null);
        }
        scene.reporter().say(scene.session(), scene.entry().attempt(), atUsbmuxdToo(), Verified::new,
                f -> f.withRecord(records.facts(scene.session().udid(), proven)).withWifiConnections(shown.wifiConnections().orElse(null)));
        return Ending.TRUSTED;
    }

    private static boolean isInSetup(DeviceGateway.Proof shown) {
        return shown.setupDone().filter(done -> !done).isPresent();
    }

    private Reason atUsbmuxdToo() {
        if (scene.session().occasion().aim() == Occasion.Aim.RESTORE) {
            return restoredAsAsked();
        }
        if (atUsbmuxd.isGone()) {
            return isGiven() ? Reason.RESTORED : Reason.ALREADY_TRUSTED;
        }
        return another().isPresent() ? Reason.RECORD_REPLACED : Reason.ALREADY_TRUSTED;
    }

    /** What usbmuxd had is gone with that. */
    private boolean isGiven() {
        boolean given = records.giveToUsbmuxd(scene.session(), good.record());
        if (given && scene.entry().leftAtUsbmuxd().isPresent()) {
            records.keep(parts.vault().load(scene.session().udid()).goneFromUsbmuxd());
        }
        return given;
    }

    private Reason restoredAsAsked() {
        if (isGiven()) {
            return Reason.RESTORED;
        }
        scene.reporter().rejectAll(Rejection.DEVICE_UNREACHABLE, null);
        return another().isPresent() ? Reason.RECORD_REPLACED : Reason.ALREADY_TRUSTED;
    }

    private Optional<PairRecord> another() {
        return atUsbmuxd.otherThan(good.record());
    }

    @Override
    public Ending settled(ProofVerdict verdict, String rawError) {
        if (scene.session().occasion().aim() == Occasion.Aim.RESTORE) {
            SessionTries.rejectRecord(scene, verdict, rawError);
        }
        if (verdict.course() == ProofVerdict.Course.UNPAIRED && scene.session().attachment().overNetwork()) {
            return leftToTheCable();
        }
        return switch (verdict.course()) {
            case REVOKED, UNPAIRED -> forgotten(verdict, rawError);
            case FAIL -> SessionTries.failed(scene, verdict, rawError, good.facts());
            case PAIR -> isUnknownToDevice ? adopted() : Ending.PAIR;
            case DEFER, TRY_AGAIN, WAIT_FOR_HOST, STOP -> Ending.PAIR;
        };
    }

    /** By network anybody can answer that a host is unknown: that takes no record out of the vault. */
    private Ending leftToTheCable() {
        scene.reporter().rejectAll(Rejection.NEEDS_CABLE, null);
        return Ending.OVER;
    }

    /**
     * A device knows one record for a HostID. Where another tool has paired with the HostID that it found in ours, our sessions
     * break, and its record is the one that works: it is tried at once, before ours is given up or tried again.
     */
    @Override
    public Optional<Ending> broken() {
        if (scene.session().occasion().aim() == Occasion.Aim.RESTORE || scene.entry().unpairing().isPresent()) {
            return Optional.empty();
        }
        lookAtUsbmuxdAgain();
        return another().filter(other -> other.hostId().equals(good.record().hostId()))
                .flatMap(other -> new RecordAdoption(parts, records, scene, other).inOneSession());
    }

    /** An unpair of ours is what was wanted: whatever else works is looked at after it. */
    private Ending forgotten(ProofVerdict verdict, String rawError) {
        if (verdict.reason() == Reason.BY_US) {
            return unpaired(verdict, rawError);
        }
        Ending adopted = adopted();
        if (adopted != Ending.PAIR) {
            return adopted;
        }
        return verdict.course() == ProofVerdict.Course.UNPAIRED ? unpaired(verdict, rawError) : revoked(verdict, rawError);
    }

    /** Another tool's record, if there is one that the device knows instead. */
    private Ending adopted() {
        return another().map(other -> new RecordAdoption(parts, records, scene, other).run()).orElse(Ending.PAIR);
    }

    private Ending unpaired(ProofVerdict verdict, String rawError) {
        boolean gone = verdict.reason() != Reason.BY_US || records.takeFromUsbmuxd(scene.session().attachment(), scene.entry());
        records.keep(scene.entry().unpaired(gone));
        scene.reporter().say(scene.session(), scene.entry().attempt(), verdict.reason(), Unpaired::new, f -> f.withRawError(rawError));
        return Ending.OVER;
    }

    /**
     * Where it is one phone too many the host is held before this one can be asked; what is heard by network alone holds none. Said
     * once, and before it is noted: what is noted is not said again after a crash.
     */
    private Ending revoked(ProofVerdict verdict, String rawError) {
        boolean byNetwork = scene.session().attachment().overNetwork();
        if (verdict.reason() == Reason.HOST_FORGOTTEN && !byNetwork) {
            parts.guard().forgottenBy(scene.session().udid());
        }
        RecordFacts record = good.facts();
        if (!good.revoked()) {
            scene.reporter().say(scene.session(), scene.entry().attempt(), verdict.reason(), Revoked::new, f -> f.withRawError(rawError).withRecord(record));
        }
        records.keep(scene.entry().revoked(byNetwork));
        return Ending.PAIR;
    }
}
