package dev.trustline.pairing.handshake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many alerts this host may raise on one device within 24 hours. Each attempt counts once in each cable session, before its
 * first {@code Pair} there, as a device asks anew after each plug: a crash between the two counts one too many, never one too
 * few. Immutable, thread-safe.
 */
public final class AlertBudget {
    /** As many as it takes. */
    public static final AlertBudget UNLIMITED = new AlertBudget(0, Clock.systemUTC(), new Meter() {});
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_KEPT = 1000;

    private final int perDay;
    private final Clock brokerClock;
    private final Meter meter;

    /** Port to those who count. Thread-safe. */
    public interface Meter {
        /** An alert is about to be asked for. */
        default void alertCounted() {
        }

        /** One is put off. */
        default void alertCapped() {
        }
    }

    /**
     * A budget.
     *
     * @param perDay how many, 0 for no limit
     */
    public AlertBudget(int perDay, Clock brokerClock, Meter meter) {
        this.perDay = perDay;
        this.brokerClock = brokerClock;
        this.meter = meter;
    }

    /** Whether there can be no further one now. */
    boolean isSpent(Alerts alerts) {
        return perDay > 0 && ofTheLastDay(alerts).size() >= perDay;
    }

    /**
     * The same and the alert of this attempt in this cable session, unless that is counted.
     *
     * @param cable usbmuxd's number of the attachment
     */
    Alerts counted(Alerts alerts, int attempt, int cable) {
        if (alerts.isCounted(attempt, cable)) {
            return alerts;
        }
        meter.alertCounted();
        List<Instant> kept = ofTheLastDay(alerts);
        List<Instant> raised = Stream.concat(kept.stream().skip(Math.max(0, kept.size() - MOST_KEPT + 1)), Stream.of(brokerClock.instant())).toList();
        return new Alerts(raised, attempt, false, cable);
    }

    void capped() {
        meter.alertCapped();
    }

    private List<Instant> ofTheLastDay(Alerts alerts) {
        Instant dayAgo = brokerClock.instant().minus(DAY);
        return alerts.raised().stream().filter(dayAgo::isBefore).toList();
    }
}
