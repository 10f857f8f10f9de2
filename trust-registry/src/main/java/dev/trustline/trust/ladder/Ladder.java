package dev.trustline.trust.ladder;

import dev.trustline.events.TrustStatus;
import dev.trustline.trust.ladder.LadderFact.Cable;
import dev.trustline.trust.ladder.LadderFact.Forgotten;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.LadderFact.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the facts of one relation: the troubles that ended in trust, and the one that has not ended.
 *
 * <pre>
 *            fault                     trusted
 *  well ───────────────▶ in trouble ───────────▶ well, a recovery: the last rung taken helped
 *   ▲                     │  ▲   │
 *   │ unpaired, prohibited│  └───┘ a rung is seen taken; another fault
 *   └─────────────────────┘
 * </pre>
 *
 * The facts are a set: in whatever order they are given, and how often each, the reading is the same. Immutable.
 */
public final class Ladder {

    /** Locked for so long is a fault. */
    public static final Duration LOCKED_TOO_LONG = Duration.ofMinutes(10);
    /** A device that restarts is gone for at least that long. */
    static final Duration RESTART_AT_LEAST = Duration.ofSeconds(20);
    /** Gone for longer than that says nothing of a restart. */
    static final Duration RESTART_AT_MOST = Duration.ofMinutes(10);
    /** Locked after it came back means a restart if it was gone for at least that long. */
    static final Duration LOCKED_RESTART_AT_LEAST = Duration.ofSeconds(8);
    /** What follows an attach within that time, follows from it. */
    static final Duration CONSEQUENCE = Duration.ofMinutes(2);

    private static final Comparator<LadderFact> ORDER = Comparator.comparing(LadderFact::at).thenComparing(Ladder::kind)
            .thenComparing(f -> f instanceof Step s ? s.version() : 0L).thenComparing(Object::toString);

    private final List<Recovery> recoveries = new ArrayList<>();
    private final Set<String> forgetful = new HashSet<>();
    private final List<LadderFact> facts;
    private final Instant heard;
    private Fault fault;
    private Instant since;
    private List<Trouble.Taken> taken = new ArrayList<>();
    private Instant leftAt;
    private int alertAttempt = -1;

    private Ladder(Collection<? extends LadderFact> facts, Instant heard) {
        this.facts = facts.stream().distinct().sorted(ORDER).map(f -> (LadderFact) f).toList();
        this.heard = heard;
    }

    /**
     * Reads facts.
     *
     * @param facts of one device at one host, and of the device's other hosts where they were forgotten
     * @param heard when the host was last heard of, by the broker's clock: a state that has not ended lasted at least until then
     */
    public static Ladder read(Collection<? extends LadderFact> facts, Instant heard) {
        Ladder ladder = new Ladder(facts, heard);
        for (int i = 0; i < ladder.facts.size(); i++) {
            ladder.take(i);
        }
        return ladder;
    }

    /** The trouble that has not ended, or empty. */
    public Optional<Trouble> trouble() {
        return fault == null ? Optional.empty() : Optional.of(new Trouble(fault, since, taken));
    }

    /** The troubles that ended in trust, oldest first. */
    public List<Recovery> recoveries() {
        return List.copyOf(recoveries);
    }

    private void take(int i) {
        LadderFact fact = facts.get(i);
        if (fact instanceof Step step) {
            step(step, i);
        } else if (fact instanceof Cable cable) {
            cable(cable, i);
        } else if (fact instanceof HostSign sign) {
            hostSign(sign);
        } else if (fact instanceof Forgotten forgotten && fault != null) {
            seen(forgetful.add(forgotten.host()) ? Rung.RESET_PRIVACY : Rung.RESET_NETWORK, forgotten.at());
        }
    }

    /** That usbmuxd is well again after the host was restarted is no step of its own. */
    private void hostSign(HostSign sign) {
        if (sign.kind() == HostSign.Kind.BOOTED) {
            seen(Rung.RESTART_HOST, sign.at());
        } else if (!hostBooted(sign.at().minus(CONSEQUENCE), sign.at())) {
            seen(Rung.HOST_SOFTWARE, sign.at());
        }
    }

    private void step(Step step, int i) {
        switch (step.to()) {
            case TRUSTED -> {
                if (fault != null) {
                    Rung helped = taken.isEmpty() ? null : taken.get(taken.size() - 1).rung();
                    recoveries.add(new Recovery(step.version(), step.at(), fault, helped));
                }
                well();
            }
            case UNPAIRED, PROHIBITED -> well();
            case AWAITING_TRUST -> alertAttempt = step.attempt();
            case AWAITING_UNLOCK -> {
                if (!endOf(i).isBefore(step.at().plus(LOCKED_TOO_LONG))) {
                    begin(Fault.ALERT_ABSENT, step.at().plus(LOCKED_TOO_LONG));
                }
            }
            case UNKNOWN, AWAITING_APPROVAL, DENIED, TIMED_OUT, REVOKED, FAILED ->
                Fault.of(step.to(), step.reason(), step.attempt() == alertAttempt).ifPresent(f -> begin(f, step.at()));
        }
    }

    private void begin(Fault what, Instant at) {
        since = fault == null ? at : since;
        fault = what;
    }

    private void well() {
        fault = null;
        since = null;
        taken = new ArrayList<>();
        forgetful.clear();
    }

    /** When the state that begins with this step ended, or until when it is known to have lasted. */
    private Instant endOf(int i) {
        return facts.subList(i + 1, facts.size()).stream().filter(Step.class::isInstance).map(LadderFact::at).findFirst().orElse(heard);
    }

    private void cable(Cable cable, int i) {
        if (!cable.attached()) {
            leftAt = leftAt == null ? cable.at() : leftAt;
        } else if (leftAt != null) {
            if (!hostBooted(leftAt, cable.at().plus(CONSEQUENCE))) {
                seen(deviceRestarted(Duration.between(leftAt, cable.at()), i) ? Rung.RESTART_DEVICE : Rung.REPLUG, cable.at());
            }
            leftAt = null;
        }
    }

    /** A host that restarts loses its devices and finds them again: nobody touched the cable. */
    private boolean hostBooted(Instant from, Instant to) {
        return facts.stream().anyMatch(f -> f instanceof HostSign s && s.kind() == HostSign.Kind.BOOTED
                && !s.at().isBefore(from) && !s.at().isAfter(to));
    }

    private boolean deviceRestarted(Duration gone, int attach) {
        boolean longGap = gone.compareTo(RESTART_AT_LEAST) >= 0 && gone.compareTo(RESTART_AT_MOST) <= 0;
        return longGap || gone.compareTo(LOCKED_RESTART_AT_LEAST) >= 0 && lockedNext(attach);
    }

    private boolean lockedNext(int attach) {
        Instant until = facts.get(attach).at().plus(CONSEQUENCE);
        return facts.subList(attach + 1, facts.size()).stream()
                .filter(Step.class::isInstance)
                .map(Step.class::cast)
                .findFirst()
                .filter(s -> s.to() == TrustStatus.AWAITING_UNLOCK && !s.at().isAfter(until))
                .isPresent();
    }

    private void seen(Rung rung, Instant at) {
        if (fault != null && !at.isBefore(since)) {
            taken.add(new Trouble.Taken(rung, at));
        }
    }

    private static int kind(LadderFact fact) {
        return fact instanceof HostSign ? 0 : fact instanceof Cable ? 1 : fact instanceof Forgotten ? 2 : 3;
    }
}
