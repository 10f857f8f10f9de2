package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.ProofVerdict.Course;
import dev.trustline.pairing.handshake.RecordProof.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The proof of a record that has worked before, once for each cable session and for each verification that is asked for. */
final class GoodRecordProof {
    private final HandshakeParts parts;
    private final Records records;
    private final RecordAdoption adoption;
    private final ProofScene scene;
    private final VaultEntry.GoodRecord good;
    private final Optional<PairRecord> atUsbmuxd;
    private int deferrals;
    private int broken;

    GoodRecordProof(HandshakeParts parts, Records records, RecordAdoption adoption, ProofScene scene, Optional<PairRecord> atUsbmuxd) {
        this.parts = parts;
        this.records = records;
        this.adoption = adoption;
        this.scene = scene;
        this.good = scene.entry().good().orElseThrow();
        this.atUsbmuxd = atUsbmuxd;
    }

    /** Tries until it is known, or until the device is gone. */
    Ending run() {
        Optional<Ending> ending;
        do {
            Answer<DeviceGateway.Proof> answer = records.fits(good.record(), scene.session())
                    ? records.tryIn(scene.session(), good.record(), false)
                    : new Answer.None<>(Trouble.KEY_CHANGED);
            ending = answer.fold(shown -> Optional.of(stillTrusted()),
                    (kind, text) -> on(ProofVerdict.onRefusal(kind, situation()), text),
                    trouble -> on(ProofVerdict.onTrouble(trouble, situation()), null));
            if (ending.isEmpty() && parts.gateway().find(scene.session().udid()) instanceof Answer.None<Attachment>) {
                return Ending.HOST_NOT_READY;
            }
        } while (ending.isEmpty());
        return ending.get();
    }

    private ProofVerdict.Situation situation() {
        Duration idle = Duration.between(good.provenAt(), Instant.now(parts.clock()));
        return new ProofVerdict.Situation(!good.revoked(), good.provisional(), atUsbmuxd.isEmpty(), scene.entry().unpairing().isPresent(),
                scene.session().isPairAsked() || isUnderWay(), idle, broken);
    }

    /** An attempt with the device's new key began before, on a command, and was cut off. */
    private boolean isUnderWay() {
        return scene.entry().open() && scene.session().identity().isPresent()
                && scene.entry().candidate().filter(c -> records.fits(c, scene.session())).isPresent();
    }

    /** Empty if it is to be tried again. */
    private Optional<Ending> on(ProofVerdict verdict, String rawError) {
        return switch (verdict.course()) {
            case REVOKED, UNPAIRED -> Optional.of(forgotten(verdict, rawError));
            case PAIR -> Optional.of(Ending.PAIR);
            case DEFER -> {
                scene.reporter().rejectAll(Rejection.VERIFICATION_DEFERRED, rawError);
                yield again(ProofScene.deferral(deferrals++, parts.settings().deferPollMax()));
            }
            case TRY_AGAIN -> {
                broken++;
                yield again(parts.settings().sessionRetry());
            }
            case FAIL -> Optional.of(failed(verdict.reason(), rawError));
            case WAIT_FOR_HOST, STOP -> Optional.of(Ending.HOST_NOT_READY);
        };
    }

    private Optional<Ending> again(Duration pause) {
        return scene.pause(pause) ? Optional.empty() : Optional.of(Ending.INTERRUPTED);
    }

    private Ending stillTrusted() {
        VaultEntry.GoodRecord proven = good.provenAt(parts.clock().instant());
        records.keep(scene.entry().proven(proven));
        Reason reason = Reason.ALREADY_TRUSTED;
        if (atUsbmuxd.isEmpty()) {
            records.giveToUsbmuxd(scene.session(), good.record());
            reason = Reason.RESTORED;
        } else if (another().isPresent()) {
            reason = Reason.RECORD_REPLACED;
        }
        scene.reporter().say(scene.session(), scene.entry().attempt(), reason, Verified::new, f -> f.withRecord(proven.facts()));
        return Ending.TRUSTED;
    }

    private Optional<PairRecord> another() {
        return atUsbmuxd.filter(r -> !r.fingerprint().equals(good.record().fingerprint()));
    }

    private Ending failed(Reason reason, String rawError) {
        scene.reporter().say(scene.session(), scene.entry().attempt(), reason, Failed::new, f -> f.withRawError(rawError).withRecord(good.facts()));
        return Ending.OVER;
    }

    private Ending forgotten(ProofVerdict verdict, String rawError) {
        if (another().isPresent() && adoption.adopts(scene, another().get())) {
            return Ending.TRUSTED;
        }
        VaultEntry entry = scene.entry();
        if (verdict.course() == Course.UNPAIRED) {
            records.keep(entry.unpaired());
            scene.reporter().say(scene.session(), entry.attempt(), verdict.reason(), Unpaired::new, f -> f.withRawError(rawError));
            return Ending.OVER;
        }
        records.keep(entry.revoked());
        RecordFacts record = good.facts();
        scene.reporter().say(scene.session(), entry.attempt(), verdict.reason(), Revoked::new, f -> f.withRawError(rawError).withRecord(record));
        return Ending.PAIR;
    }
}
