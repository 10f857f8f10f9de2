package dev.trustline.pairing.handshake;

import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import java.util.Optional;

/**
 * Why a device has accepted a record, as far as this host knows.
 *
 * @param reason what made it do so
 * @param oddTap why the tap cannot have been a person's; empty if nothing is odd
 */
record Acceptance(Reason reason, Optional<ImpossibleTap> oddTap) {
    static Acceptance of(Reason reason) {
        return new Acceptance(reason, Optional.empty());
    }
}
