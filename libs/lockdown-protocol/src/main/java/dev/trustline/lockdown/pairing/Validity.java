package dev.trustline.lockdown.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * From when until when a certificate holds. It begins a day before the earlier of both clocks, because a phone whose clock
 * lags refuses a certificate of the future (pymobiledevice3 issue 900), and ends ten years after the host's now.
 */
record Validity(Instant notBefore, Instant notAfter) {
    private static final Duration MARGIN = Duration.ofDays(1);
    private static final Duration LENGTH = Duration.ofDays(3650);

    static Validity at(Instant hostNow) {
        return new Validity(hostNow.minus(MARGIN), hostNow.plus(LENGTH));
    }

    /** A phone's clock that stands before 1970 is taken for 1970: certificates cannot say much earlier dates. */
    static Validity at(Instant hostNow, Instant phoneNow) {
        Instant believable = phoneNow.isBefore(Instant.EPOCH) ? Instant.EPOCH : phoneNow;
        Instant earlier = believable.isBefore(hostNow) ? believable : hostNow;
        return new Validity(earlier.minus(MARGIN), hostNow.plus(LENGTH));
    }

    Date from() {
        return Date.from(notBefore);
    }

    Date until() {
        return Date.from(notAfter);
    }
}
