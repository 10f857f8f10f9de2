package dev.trustline.trust;

import java.time.Duration;

/** Waits that double from the first to the longest. One per piece of work; not thread-safe. */
public final class BackOff {

    private final Duration longest;
    private Duration next;

    public BackOff(Duration first, Duration longest) {
        this.next = first;
        this.longest = longest;
    }

    /** As configured. */
    public static BackOff of(TrustConfig.BackOffConfig config) {
        return new BackOff(config.first(), config.longest());
    }

    /** The next wait. */
    public Duration next() {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(longest) > 0 ? longest : now.multipliedBy(2);
        return now;
    }
}
