package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.RecordProof.Ending;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Takes over a record that another tool has made and left with usbmuxd, once a session has proven it. Used by its lane only. */
final class RecordAdoption {
    private static final Logger LOG = Logger.getLogger(RecordAdoption.class);

    private final Records records;
    private final Clock clock;
    private final Duration longestDeferral;

    RecordAdoption(HandshakeParts parts, Records records) {
        this.records = records;
        this.clock = parts.clock();
        this.longestDeferral = parts.settings().deferPollMax();
    }

    /** Tries it, and again after the first unlock; one that does not work is no reason not to pair. */
    Ending adopt(ProofScene scene, PairRecord found) {
        for (int tries = 0;; tries++) {
            Answer<DeviceGateway.Proof> answer = records.tryIn(scene.session(), found, false);
            if (!isLocked(answer)) {
                return answer.fold(shown -> adopted(scene, found), (kind, text) -> Ending.PAIR,
                        trouble -> trouble.isOfHost() ? Ending.HOST_NOT_READY : Ending.PAIR);
            }
            scene.reporter().rejectAll(Rejection.VERIFICATION_DEFERRED, null);
            if (!scene.pause(ProofScene.deferral(tries, longestDeferral))) {
                return Ending.INTERRUPTED;
            }
        }
    }

    /** Tries it once. */
    boolean adopts(ProofScene scene, PairRecord found) {
        boolean works = records.tryIn(scene.session(), found, false) instanceof Answer.Given<DeviceGateway.Proof>;
        if (works) {
            adopted(scene, found);
        }
        return works;
    }

    private Ending adopted(ProofScene scene, PairRecord record) {
        VaultEntry.GoodRecord good = new VaultEntry.GoodRecord(record, RecordFacts.Origin.ADOPTED, clock.instant(), false, false);
        records.keep(scene.entry().proven(good));
        LOG.infof("a record of another tool works and is adopted udid=%s", scene.session().udid());
        scene.reporter().say(scene.session(), scene.entry().attempt(), Reason.ADOPTED, Verified::new, f -> f.withRecord(good.facts()));
        return Ending.TRUSTED;
    }

    private static boolean isLocked(Answer<DeviceGateway.Proof> answer) {
        return answer instanceof Answer.Refused<DeviceGateway.Proof> refused
                && (refused.kind() == DeviceErrorKind.PASSWORD_PROTECTED || refused.kind() == DeviceErrorKind.DEVICE_LOCKED
                        || refused.kind() == DeviceErrorKind.ESCROW_LOCKED);
    }
}
