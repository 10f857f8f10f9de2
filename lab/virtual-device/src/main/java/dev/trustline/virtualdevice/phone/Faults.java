package dev.trustline.virtualdevice.phone;

import java.util.Objects;
import java.util.Optional;

/**
 * What a phone does to every host that no well phone would do. Immutable.
 *
 * @param pairRefusal      the error with which it answers every {@code Pair}, in whatever words; empty: as the rules say
 * @param extendedErrors   whether it tells hosts that ask for {@code ExtendedPairingErrors} of a pending or denied alert, or says
 *                         {@code PasswordProtected} to them too
 * @param sessionTls       whether its sessions ask for TLS
 * @param reachable        whether anything on it can be connected to
 */
public record Faults(Optional<String> pairRefusal, boolean extendedErrors, boolean sessionTls, boolean reachable) {
    /** None at all. */
    public static final Faults NONE = new Faults(Optional.empty(), true, true, true);

    /** Refuses an empty text. */
    public Faults {
        Objects.requireNonNull(pairRefusal, "pairRefusal");
        if (pairRefusal.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("an error of lockdownd has a text");
        }
    }

    /** And refuses every {@code Pair} with this error. */
    public Faults refusingPair(String error) {
        return new Faults(Optional.of(error), extendedErrors, sessionTls, reachable);
    }

    /** And says that it is locked while the alert is up, or denied. */
    public Faults withoutExtendedErrors() {
        return new Faults(pairRefusal, false, sessionTls, reachable);
    }

    /** And asks for no TLS in a session. */
    public Faults withoutSessionTls() {
        return new Faults(pairRefusal, extendedErrors, false, reachable);
    }

    /** And refuses every connection. */
    public Faults unreachable() {
        return new Faults(pairRefusal, extendedErrors, sessionTls, false);
    }
}
