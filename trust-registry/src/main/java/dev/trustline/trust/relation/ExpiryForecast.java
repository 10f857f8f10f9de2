package dev.trustline.trust.relation;

import dev.trustline.events.IdleLimit;
import dev.trustline.events.TrustStatus;
import java.time.Instant;

/** When a device will forget a host that does not come back: {@link IdleLimit} after the last session. Stateless. */
public final class ExpiryForecast {
    private ExpiryForecast() {
    }

    /** When trust ends if no session proves it before, by the broker's clock; {@code null} if there is none, or no proof of it. */
    public static Instant expiresAt(Relation relation) {
        boolean runs = relation.state() == TrustStatus.TRUSTED && relation.provenAt() != null;
        return runs ? relation.provenAt().plus(IdleLimit.of(relation.device())) : null;
    }
}
