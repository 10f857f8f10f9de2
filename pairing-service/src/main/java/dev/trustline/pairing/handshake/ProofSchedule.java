package dev.trustline.pairing.handshake;

import dev.trustline.events.IdleLimit;
import dev.trustline.events.Udid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When a relation on the cable is proven again, though nothing has happened: belief has an age, and a device forgets a host that
 * opens no session for a while ({@link IdleLimit}). Pure but for what it has asked for and not heard of yet. Thread-safe.
 */
public final class ProofSchedule {
    /** In good time for every device: a session too early costs nothing, and no version need be known. */
    static final Duration KEEP_ALIVE_AFTER = IdleLimit.SHORTEST.minus(IdleLimit.KEPT_ALIVE_BEFORE);
    private static final Duration KEEP_ALIVE_AGAIN = Duration.ofHours(6);
    /** One that takes longer waits for something, such as an unlock; others must not wait with it. */
    private static final Duration COUNTS_FOR = Duration.ofMinutes(1);
    private static final double JITTER = 0.2;

    private final Settings settings;
    private final Map<Udid, Instant> tried = new HashMap<>();
    private final Map<Udid, Instant> underWay = new HashMap<>();

    /**
     * How often.
     *
     * @param every     between two proofs of one relation, give or take a fifth; zero for never
     * @param keepAlive whether one that is older than 20 days is proven whatever that says
     * @param atOnce    how many at most are under way on this host
     */
    public record Settings(Duration every, boolean keepAlive, int atOnce) {}

    /**
     * A relation that may be proven: its device is on the cable, its record has worked, and nothing else is going on.
     *
     * @param provenAt the broker's clock
     */
    public record Relation(Udid udid, Instant provenAt) {}

    /** A relation whose proof is due. */
    public record Due(Udid udid, Verification.Occasion occasion) {}

    public ProofSchedule(Settings settings) {
        this.settings = settings;
    }

    /** What this entry has that may be proven: a record that has worked, while no attempt and no unpair is open. */
    public static Optional<Relation> relation(VaultEntry entry) {
        boolean isQuiet = !entry.open() && entry.unpairing().isEmpty();
        return entry.good().filter(good -> isQuiet && !good.revoked()).map(good -> new Relation(entry.udid(), good.provenAt()));
    }

    /** What is to be proven now, the oldest first; each counts as under way until {@link #done}. */
    public synchronized List<Due> next(Instant now, Collection<Relation> relations) {
        underWay.values().removeIf(begun -> !begun.plus(COUNTS_FOR).isAfter(now));
        tried.keySet().retainAll(relations.stream().map(Relation::udid).toList());
        List<Due> due = new ArrayList<>();
        relations.stream()
                .filter(r -> !underWay.containsKey(r.udid()))
                .sorted(Comparator.comparing(Relation::provenAt))
                .map(r -> due(r, now))
                .filter(Objects::nonNull)
                .limit(Math.max(0, settings.atOnce() - underWay.size()))
                .forEach(due::add);
        due.forEach(d -> {
            tried.put(d.udid(), now);
            underWay.put(d.udid(), now);
        });
        return due;
    }

    /** This one is proven, or cannot be now. */
    public synchronized void done(Udid udid) {
        underWay.remove(udid);
    }

    private Due due(Relation relation, Instant now) {
        Instant last = later(relation.provenAt(), tried.get(relation.udid()));
        if (settings.keepAlive() && isPast(relation.provenAt(), KEEP_ALIVE_AFTER, now) && (last.equals(relation.provenAt()) || isPast(last, KEEP_ALIVE_AGAIN, now))) {
            return new Due(relation.udid(), Verification.Occasion.KEEP_ALIVE);
        }
        boolean isDue = !settings.every().isZero() && isPast(last, jittered(relation.udid(), last), now);
        return isDue ? new Due(relation.udid(), Verification.Occasion.SCHEDULE) : null;
    }

    private static boolean isPast(Instant since, Duration time, Instant now) {
        return !since.plus(time).isAfter(now);
    }

    private static Instant later(Instant proven, Instant tried) {
        return tried != null && tried.isAfter(proven) ? tried : proven;
    }

    /** Phones that were plugged in together come one after the other; the same phone at the same moment always gives the same. */
    private Duration jittered(Udid udid, Instant last) {
        double place = Math.floorMod(31L * udid.value().hashCode() + Long.hashCode(last.toEpochMilli()) * 0x9E3779B1L, 10_000) / 10_000.0;
        return Duration.ofMillis((long) (settings.every().toMillis() * (1 - JITTER + 2 * JITTER * place)));
    }
}
