package dev.trustline.lockdown.pairing;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * From when until when a certificate holds. It begins a day before the earlier of both clocks, because a phone whose clock
 * lags refuses a certificate of the future (pymobiledevice3 issue 900), and ends ten years after the later of both. A phone's
 * clock may say anything: it is believed from 1970 to 9900, where certificates can still say the dates.
 */
record Validity(Instant notBefore, Instant notAfter) {
    private static final Duration MARGIN = Duration.ofDays(1);
    private static final Duration LENGTH = Duration.ofDays(3650);
    private static final Instant LAST_BELIEVABLE = Instant.parse("9900-01-01T00:00:00Z");

    static Validity at(Instant hostNow) {
        return new Validity(hostNow.minus(MARGIN), hostNow.plus(LENGTH));
    }

    static Validity at(Instant hostNow, Instant phoneNow) {
        Instant phone = earlier(later(phoneNow, Instant.EPOCH), LAST_BELIEVABLE);
        return new Validity(earlier(phone, hostNow).minus(MARGIN), later(phone, hostNow).plus(LENGTH));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    Date from() {
        return Date.from(notBefore);
    }

    Date until() {
        return Date.from(notAfter);
    }
}
