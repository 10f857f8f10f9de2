package dev.trustline.trust.ladder;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import java.time.Instant;
import java.util.Locale;

/** Something that was stored about a device and a host, with the broker's time. Equal facts are one fact. */
public sealed interface LadderFact permits LadderFact.Cable, LadderFact.HostSign, LadderFact.Forgotten, LadderFact.Step {

    /** When, by the broker's clock. */
    Instant at();

    /** The cable of this device at this host: in, or out (also when the device went to another host). */
    record Cable(Instant at, boolean attached) implements LadderFact {}

    /** Something changed at the host itself. */
    record HostSign(Instant at, Kind kind) implements LadderFact {

        /** What changed. */
        public enum Kind {
            /** Another boot id than before. */
            BOOTED,
            /** A problem of usbmuxd is gone. */
            USBMUXD_MENDED,
            /** usbmuxd has another version than before. */
            USBMUXD_CHANGED;

            /** As it stands in the database. */
            public String wireText() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }

            /** The kind with this text. */
            public static Kind ofWireText(String text) {
                return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
            }
        }
    }

    /** The device no longer knows that host, which it had trusted. */
    record Forgotten(Instant at, String host) implements LadderFact {}

    /** A step in this relation's history. */
    record Step(Instant at, TrustStatus to, Reason reason, int attempt, long version) implements LadderFact {}
}
