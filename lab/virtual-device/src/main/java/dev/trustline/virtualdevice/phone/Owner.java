package dev.trustline.virtualdevice.phone;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * The person beside the phone. Immutable.
 *
 * @param habit what they do with an alert
 * @param after how long after it appeared; not used where they only wait
 */
public record Owner(Habit habit, Duration after) {

    /** What the owner does by themselves. */
    public enum Habit {
        /** Nothing by themselves; whoever drives the lab taps. */
        WAITS,
        /** Taps Trust. */
        TRUSTS,
        /** Taps Don't Trust. */
        DENIES,
        /** Never touches the phone, not even in a lab whose owners tap by themselves. */
        NEVER_ANSWERS;

        /** Lower-case name with dashes. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Refuses a negative time. */
    public Owner {
        Objects.requireNonNull(habit, "habit");
        if (after.isNegative()) {
            throw new IllegalArgumentException("an owner reacts after the alert, not before it: " + after);
        }
    }

    /** An owner who leaves the tap to the API or the page. */
    public static Owner waits() {
        return new Owner(Habit.WAITS, Duration.ZERO);
    }

    /** An owner who taps Trust {@code after} the alert appeared. */
    public static Owner trustsAfter(Duration after) {
        return new Owner(Habit.TRUSTS, after);
    }

    /** An owner who taps Don't Trust {@code after} the alert appeared. */
    public static Owner deniesAfter(Duration after) {
        return new Owner(Habit.DENIES, after);
    }

    /** An owner who never answers. */
    public static Owner neverAnswers() {
        return new Owner(Habit.NEVER_ANSWERS, Duration.ZERO);
    }
}
