package dev.trustline.trust.ladder;

import dev.trustline.events.TrustStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One rung, then a new attempt by itself. An attach begins one anyway; after the rungs that end without an attach the registry
 * asks for it, unless the host has said something since. Stateless.
 */
public final class NextAttempt {

    /** Who asks. */
    public static final String RULE = "rule:ladder";

    /** So many attempts are asked for within one day for one device at one host, however often a host restarts. */
    public static final int MOST_A_DAY = 3;

    /** A host that begins an attempt by itself has said so by then. */
    static final Duration GRACE = Duration.ofSeconds(20);

    /** By then an attempt that was asked for has begun too. */
    static final Duration PATIENCE = GRACE.plusSeconds(20);

    private NextAttempt() {
    }

    /**
     * Whether an attempt is to be asked for.
     *
     * @return the time of the rung after which it is, by the broker's clock: it is asked for once for each; empty if not
     */
    public static Optional<Instant> due(Trouble trouble, Situation now) {
        boolean mayAsk = now.attachedSince() != null && now.host() != null && trouble.fault() != Fault.REFUSED && now.wantsHelp()
                && now.state() != TrustStatus.AWAITING_UNLOCK && !now.host().usbmuxdIsAway();
        return trouble.last()
                .filter(t -> mayAsk && !t.rung().endsWithAttach() && !t.rung().endsTrust())
                .map(Trouble.Taken::at)
                .filter(at -> now.lastResult() != null && !now.lastResult().isAfter(at) && now.heardAfter(at, GRACE));
    }
}
