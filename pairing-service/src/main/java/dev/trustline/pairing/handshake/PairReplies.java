package dev.trustline.pairing.handshake;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.Prohibited;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.PairVerdict.Offer;
import java.time.Duration;
import java.util.Optional;

/** What one attempt does with the device's replies; remembers what earlier ones were. Used by its lane only. */
final class PairReplies {
    private static final int MOST_DOUBLINGS = 6;

    private final HandshakeSettings settings;
    private final CableSession session;
    private final AttemptEntry entry;
    private final AttemptVoice voice;
    private final CandidateRecord candidate;
    private final PairAsking asking;
    private final TapCheck taps;
    /** This attempt, before this service was started anew, had asked in this cable session: the owner may have answered meanwhile. */
    private final boolean askedBefore;
    private long lockedSince;
    private int recordRefusals;
    private int connectFailures;
    private boolean reconnected;

    PairReplies(HandshakeSettings settings, CableSession session, AttemptEntry entry, AttemptVoice voice, CandidateRecord candidate,
            PairAsking asking) {
        this.settings = settings;
        this.session = session;
        this.entry = entry;
        this.voice = voice;
        this.candidate = candidate;
        this.asking = asking;
        this.askedBefore = entry.isOpen() && entry.candidate().isPresent() && entry.alerts().isCounted(entry.number(), session.attachment().deviceId());
        this.taps = new TapCheck(session.alertSeen() || entry.isOpen() && entry.candidate().isPresent());
    }

    /** The answer to a {@code Pair}. It is proven where it was given. */
    Round onPair(PairAsking.Said said, DeviceGateway.Conversation conversation) {
        return said.answer().fold(escrowBag -> {
            connectFailures = 0;
            return candidate.accepted(escrowBag, said.offer(), oddTap(said.offer()), conversation);
        }, (kind, text) -> onRefusal(kind, text, said.offer()), trouble -> {
            candidate.doubt();
            return onTrouble(trouble);
        });
    }

    /** A device that asks nobody has no tap to judge, and neither has one that was offered the supervision identity. */
    private Optional<ImpossibleTap> oddTap(Offer offer) {
        return offer != Offer.NOTHING ? Optional.empty() : session.identity().filter(DeviceIdentity::hasAlert).flatMap(device -> taps.accepted(System.nanoTime()));
    }

    /** The device refuses, whatever was asked. */
    Round onRefusal(DeviceErrorKind kind, String text) {
        return onRefusal(kind, text, Offer.NOTHING);
    }

    private Round onRefusal(DeviceErrorKind kind, String text, Offer offer) {
        connectFailures = 0;
        noteAlert(kind);
        Duration lockedFor = lockedSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lockedSince);
        PairVerdict verdict = PairVerdict.on(kind, new PairVerdict.Situation(session.alertSeen() || askedBefore, lockedFor, recordRefusals, reconnected, offer, asking.mayTapInstead()));
        return switch (verdict.course()) {
            case WAIT_FOR_TAP -> {
                lockedSince = 0;
                voice.alertIsUp(verdict.reason(), text);
                yield Round.WAIT_TAP;
            }
            case WAIT_FOR_UNLOCK -> {
                lockedSince = lockedSince == 0 ? System.nanoTime() : lockedSince;
                session.alertHidden();
                taps.locked();
                voice.locked(verdict.reason(), text);
                yield Round.WAIT_UNLOCK;
            }
            case DENY -> voice.over(verdict.reason(), Denied::new, text);
            case PROHIBIT -> voice.over(verdict.reason(), Prohibited::new, text);
            case RENEW_RECORD -> {
                recordRefusals++;
                entry.dropCandidate();
                yield Round.AGAIN;
            }
            case RECONNECT -> {
                reconnected = true;
                yield Round.AGAIN;
            }
            case FAIL -> voice.over(verdict.reason(), Failed::new, text);
        };
    }

    /** The alert is up, whatever follows from that. */
    private void noteAlert(DeviceErrorKind kind) {
        if (kind == DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING) {
            long now = System.nanoTime();
            session.alertUp(now);
            taps.pending(now);
            asking.tapWanted();
        }
    }

    /** There was no answer. */
    Round onTrouble(Trouble trouble) {
        return switch (trouble) {
            case NOT_ATTACHED -> Round.GONE;
            case USBMUXD_DOWN -> Round.WAIT_USBMUXD;
            case STOPPED -> Round.WAIT_CONNECT;
            case RESTORE_MODE -> voice.over(Reason.RESTORE_MODE, Prohibited::new, null);
            case UNREACHABLE, SESSION_BROKEN, SESSION_NOT_PROVEN, KEY_CHANGED, UNINTELLIGIBLE -> {
                connectFailures++;
                yield connectFailures > settings.connectRetries()
                        ? voice.over(Reason.DEVICE_UNREACHABLE, Failed::new, null)
                        : Round.WAIT_CONNECT;
            }
        };
    }

    /** How long to wait before the next connection; doubles with each that failed, up to 64 times. */
    Duration connectPause() {
        return settings.connectRetry().multipliedBy(1L << Math.min(connectFailures, MOST_DOUBLINGS));
    }
}
