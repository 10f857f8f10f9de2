package dev.trustline.trust.identity;

import java.time.Instant;
import java.util.Objects;

/**
 * What a host's SystemBUID is known to be, as a keyed fingerprint. Immutable.
 *
 * @param host        the host
 * @param fingerprint the usual one
 * @param changedTo   another one that it has now, {@code null} if it is as usual
 * @param changedAt   when that was first reported, by the broker's clock; {@code null} if it is as usual
 * @param reportedAt  when the host last reported, by the broker's clock
 */
public record HostIdentity(String host, String fingerprint, String changedTo, Instant changedAt, Instant reportedAt) {

    public HostIdentity {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(reportedAt, "reportedAt");
    }

    /** A host that is as usual. */
    static HostIdentity usual(String host, String fingerprint, Instant reportedAt) {
        return new HostIdentity(host, fingerprint, null, null, reportedAt);
    }

    /** The one that it has now. */
    String current() {
        return changedTo == null ? fingerprint : changedTo;
    }

    /** Whether it is another one than usual. */
    boolean hasChanged() {
        return changedTo != null;
    }
}
