package dev.trustline.pairing.handshake;

import dev.trustline.events.result.Failed;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import java.util.Locale;
import java.util.Optional;

/** A proof of a record that was to be had, as it is counted: a name for its two enums. */
public final class Verification {
    private Verification() {
    }

    /** What led to it. */
    public enum Occasion {
        /** The device came on the cable, or this service was started, or an attempt goes on. */
        ATTACH,
        /** What was seen of the device makes it doubtful. */
        DOUBT,
        /** It was time for it. */
        SCHEDULE,
        /** The device would soon forget a host that it does not hear of. */
        KEEP_ALIVE,
        /** Somebody asked. */
        COMMAND,
        /** Another tool has given usbmuxd a record. */
        RECORD_SAVED;

        /** As a metric names it. */
        public String text() {
            return named(this);
        }
    }

    /** How it ended. */
    public enum Outcome {
        /** The record works. */
        PROVEN,
        /** The device has forgotten it. */
        REVOKED,
        /** Trust was ended from the host's side. */
        UNPAIRED,
        /** It failed, and says nothing of trust. */
        FAILED,
        /** The device or usbmuxd went away, or a command came first. */
        PUT_OFF;

        /** What was said of the proof; empty where that was no proof. */
        static Optional<Outcome> of(RelationResult said) {
            if (said instanceof Verified) {
                return Optional.of(PROVEN);
            }
            if (said instanceof Revoked) {
                return Optional.of(REVOKED);
            }
            return said instanceof Unpaired ? Optional.of(UNPAIRED) : said instanceof Failed ? Optional.of(FAILED) : Optional.empty();
        }

        /** As a metric names it. */
        public String text() {
            return named(this);
        }
    }

    private static String named(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
