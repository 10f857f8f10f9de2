package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.ProofVerdict.Course;
import dev.trustline.pairing.handshake.RecordProof.Ending;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Takes over a record that another tool has made and left with usbmuxd, once a session has proven it. Where the policy blocks
 * the device, or while pairing is held, it is not even tried. Used by its lane only.
 */
final class RecordAdoption implements SessionTries.Case {
    private static final Logger LOG = Logger.getLogger(RecordAdoption.class);

    private final HandshakeParts parts;
    private final Records records;
    private final ProofScene scene;
    private final PairRecord found;

    RecordAdoption(HandshakeParts parts, Records records, ProofScene scene, PairRecord found) {
        this.parts = parts;
        this.records = records;
        this.scene = scene;
        this.found = found;
    }

    /**
     * {@link Ending#PAIR} if the device does not know it, or the policy forbids it. By network nothing is adopted: there anybody
     * can say that a record works no more, and let another one in.
     */
    Ending run() {
        if (scene.session().attachment().overNetwork()) {
            return Ending.PAIR;
        }
        if (isHeld()) {
            scene.session().leaveUntilRelease();
            return isAsked() ? rejected(parts.hostHold().isHeld() ? Rejection.HOST_HELD : Rejection.HELD) : Ending.PAIR;
        }
        if (!isBlocked()) {
            return new SessionTries(parts, scene).run(this);
        }
        return isAsked() ? rejected(Rejection.NOTHING_TO_ADOPT) : Ending.PAIR;
    }

    /** In one session, since only its success tells something; empty if it does not work now, or the policy forbids it. By network it is not tried. */
    Optional<Ending> inOneSession() {
        if (scene.session().attachment().overNetwork() || isBlocked()) {
            return Optional.empty();
        }
        if (isHeld()) {
            scene.session().leaveUntilRelease();
            return Optional.empty();
        }
        return session().fold(proof -> Optional.of(works(proof)), (kind, text) -> Optional.empty(), trouble -> Optional.empty());
    }

    /** Somebody asks for it; usbmuxd is asked again what it has, since what it had may be gone. */
    static Ending asked(HandshakeParts parts, Records records, ProofScene scene, AtUsbmuxd found) {
        Optional<PairRecord> another = scene.entry().good().filter(g -> g.origin() != RecordFacts.Origin.ADOPTED).map(g -> found.otherThan(g.record())).orElse(found.record());
        if (another.isPresent()) {
            return new RecordAdoption(parts, records, scene, another.get()).run();
        }
        scene.reporter().rejectAll(found.isKnown() ? Rejection.NOTHING_TO_ADOPT : Rejection.DEVICE_UNREACHABLE, null);
        return Ending.OVER;
    }

    private boolean isAsked() {
        return scene.session().occasion().aim() == Occasion.Aim.ADOPT;
    }

    private Ending rejected(Rejection why) {
        scene.reporter().rejectAll(why, null);
        return Ending.OVER;
    }

    /** A hold forbids whatever begins trust here: the record is looked at after the release. */
    private boolean isHeld() {
        return parts.hostHold().isHeld() || parts.vault().load(scene.session().udid()).isHeld();
    }

    private boolean isBlocked() {
        DeviceFacts facts = scene.session().identity().map(DeviceIdentity::facts).orElse(DeviceFacts.NONE);
        return parts.consent().decide(scene.session().udid(), facts).say() == ConsentPolicy.Say.REFUSE;
    }

    @Override
    public Answer<DeviceGateway.Proof> session() {
        return records.tryIn(scene.session(), found, false);
    }

    /** It may have worked for the tool that made it: a locked device is waited for. */
    @Override
    public ProofVerdict.Situation situation(int broken) {
        return new ProofVerdict.Situation(true, false, false, false, scene.session().isPairAsked(), false, broken);
    }

    @Override
    public Ending works(DeviceGateway.Proof proof) {
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(found, RecordFacts.Origin.ADOPTED, parts.brokerClock().instant(), false, false);
        records.keep(scene.entry().proven(good).goneFromUsbmuxd());
        LOG.infof("a record of another tool works and is adopted udid=%s", scene.session().udid());
        scene.reporter().say(scene.session(), scene.entry().attempt(), Reason.ADOPTED, Verified::new,
                f -> f.withRecord(records.facts(scene.session().udid(), good)).withWifiConnections(proof.wifiConnections().orElse(null)));
        return Ending.TRUSTED;
    }

    @Override
    public Ending settled(ProofVerdict verdict, String rawError) {
        if (isAsked()) {
            SessionTries.rejectRecord(scene, verdict, rawError);
            return Ending.OVER;
        }
        return verdict.course() != Course.FAIL || scene.session().isPairAsked()
                ? Ending.PAIR
                : SessionTries.failed(scene, verdict, rawError, null);
    }
}
