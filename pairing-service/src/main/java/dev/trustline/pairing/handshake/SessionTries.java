package dev.trustline.pairing.handshake;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.handshake.RecordProof.Ending;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries a record in sessions, each on a new connection, until {@link ProofVerdict} says what they mean: one broken session
 * means nothing yet, whoever made the record. Used by its lane only.
 */
final class SessionTries {
    private final HandshakeParts parts;
    private final ProofScene scene;
    private int deferrals;
    private int broken;

    SessionTries(HandshakeParts parts, ProofScene scene) {
        this.parts = parts;
        this.scene = scene;
    }

    /** A record that is tried. */
    interface Case {
        /** One session with it. */
        Answer<DeviceGateway.Proof> session();

        /** The moment, after so many sessions in a row that broke. */
        ProofVerdict.Situation situation(int broken);

        /** It works. */
        Ending works(DeviceGateway.Proof proof);

        /** It does not, and this is final. */
        Ending settled(ProofVerdict verdict, String rawError);

        /** A session with it broke: how the proof ends at once for that, if it does; else another session is tried. */
        default Optional<Ending> broken() {
            return Optional.empty();
        }
    }

    /** Tries until it is known, or until the device is gone or a message ends it. */
    Ending run(Case tried) {
        Optional<Ending> ending;
        do {
            ending = tried.session().fold(proof -> Optional.of(tried.works(proof)),
                    (kind, text) -> on(tried, ProofVerdict.onRefusal(kind, tried.situation(broken)), text),
                    trouble -> on(tried, ProofVerdict.onTrouble(trouble, tried.situation(broken))));
            if (ending.isEmpty() && parts.gateway().find(scene.session().udid()) instanceof Answer.None<Attachment>) {
                return Ending.HOST_NOT_READY;
            }
        } while (ending.isEmpty());
        return ending.get();
    }

    /** No answer came. */
    private Optional<Ending> on(Case tried, ProofVerdict verdict) {
        Optional<Ending> atOnce = verdict.reason() == Reason.SESSION_BROKEN ? tried.broken() : Optional.empty();
        return atOnce.isPresent() ? atOnce : on(tried, verdict, null);
    }

    /** Empty if it is to be tried again. */
    private Optional<Ending> on(Case tried, ProofVerdict verdict, String rawError) {
        return switch (verdict.course()) {
            case REVOKED, UNPAIRED, PAIR, FAIL -> Optional.of(tried.settled(verdict, rawError));
            case DEFER -> {
                scene.reporter().rejectAll(Rejection.VERIFICATION_DEFERRED, rawError);
                yield scene.session().occasion().aim().isOverWhenDeferred() ? Optional.of(Ending.OVER) : again(ProofScene.deferral(deferrals++, parts.settings().deferPollMax()));
            }
            case TRY_AGAIN -> {
                broken++;
                yield again(parts.settings().sessionRetry());
            }
            case WAIT_FOR_HOST, STOP -> Optional.of(Ending.HOST_NOT_READY);
        };
    }

    private Optional<Ending> again(Duration pause) {
        return scene.pause(pause) ? Optional.empty() : Optional.of(Ending.INTERRUPTED);
    }

    /** The commands that wait are about a record which does not work, as far as the device tells. */
    static void rejectRecord(ProofScene scene, ProofVerdict verdict, String rawError) {
        boolean silent = verdict.reason() == Reason.DEVICE_UNREACHABLE;
        scene.reporter().rejectAll(silent ? Rejection.DEVICE_UNREACHABLE : Rejection.RECORD_DOES_NOT_WORK, rawError);
    }

    /**
     * Says that the proof has failed. The record is kept, and no alert is raised. By network it fails for many reasons, and
     * anybody may answer there: that changes no state.
     */
    static Ending failed(ProofScene scene, ProofVerdict verdict, String rawError, RecordFacts record) {
        if (scene.session().attachment().overNetwork()) {
            scene.reporter().rejectAll(Rejection.DEVICE_UNREACHABLE, rawError);
            return Ending.OVER;
        }
        scene.reporter().say(scene.session(), scene.entry().attempt(), verdict.reason(), Failed::new, f -> f.withRawError(rawError).withRecord(record));
        return Ending.OVER;
    }
}
