package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.util.Optional;

/** Port to the identity by which this host's organisation supervises its devices. Thread-safe. */
public interface Supervision {
    /** There is none: every device is asked for a tap. */
    Supervision NONE = new Supervision() {
        @Override
        public Optional<SupervisionIdentity> identity() {
            return Optional.empty();
        }

        @Override
        public NotSupervised notSupervised() {
            return NotSupervised.ASK;
        }
    };

    /** The identity that is offered to each device from now on, empty if there is none. */
    Optional<SupervisionIdentity> identity();

    /** What is done with a device that asks for a tap all the same. */
    NotSupervised notSupervised();

    /** What may be done with a device that the identity does not supervise. It raises the alert as soon as it is asked. */
    enum NotSupervised {
        /** The tap is waited for. */
        ASK,
        /** The attempt ends and says so; the alert stays up on the device and is not waited for. */
        REPORT
    }
}
