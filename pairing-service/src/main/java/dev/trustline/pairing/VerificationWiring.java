package dev.trustline.pairing;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.handshake.ProofSchedule;
import dev.trustline.pairing.handshake.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at what is on the cable, again and again, for relations that are to be proven.
 *
 * @param schedule    says which
 * @param vault       what is known of them
 * @param onCable     the devices that usbmuxd lists
 * @param lanes       prove them
 * @param brokerClock the clock of the times in the vault
 */
record VerificationWiring(ProofSchedule schedule, Vault vault, Supplier<Set<Udid>> onCable, Lanes lanes, Clock brokerClock) {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);

    static ProofSchedule schedule(PairingConfig config) {
        return new ProofSchedule(new ProofSchedule.Settings(config.verifyEvery(), config.keepAlive(), config.verifyAtOnce()));
    }

    /** How often to look. */
    static Duration lookEvery(PairingConfig config) {
        Duration tenth = config.verifyEvery().dividedBy(10);
        if (tenth.isZero() || tenth.compareTo(LONGEST_LOOK) > 0) {
            return LONGEST_LOOK;
        }
        return tenth.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : tenth;
    }

    /** Looks once. */
    void look() {
        List<ProofSchedule.Relation> relations = onCable.get().stream().flatMap(udid -> relation(udid).stream()).toList();
        schedule.next(brokerClock.instant(), relations).forEach(due -> lanes.verify(due, () -> schedule.done(due.udid())));
    }

    /** What the vault cannot tell is a problem of its own, and said. */
    private Optional<ProofSchedule.Relation> relation(Udid udid) {
        try {
            return ProofSchedule.relation(vault.load(udid));
        } catch (Vault.VaultUnusable e) {
            return Optional.empty();
        }
    }
}
