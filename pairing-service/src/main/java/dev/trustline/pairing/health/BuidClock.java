package dev.trustline.pairing.health;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Whether the clock explains a SystemBUID. usbmuxd (src/conf.c) seeds the C library's generator with the second of the first
 * start less one and draws 32 hexadecimal digits; two daemons that were started in the same second have the same identity.
 * glibc's generator is an additive feedback of degree 31 after a minimal standard one (its manual and random_r.c; measured
 * against libc). Another C library's is not explained, which is no claim that it cannot be guessed. Stateless.
 */
final class BuidClock {
    private static final Duration AROUND = Duration.ofDays(1);
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}");
    private static final String DIGITS = "ABCDEF0123456789";
    private static final int DEGREE = 31;
    private static final int SEPARATION = 3;
    private static final int FIRST = 344;
    private static final int DRAWN = 32;

    private BuidClock() {
    }

    /** Whether any second within a day of this time explains it; which one is told to nobody, since the identity follows from it. */
    static boolean explains(String buid, Instant fileTime) {
        if (!FORM.matcher(buid).matches()) {
            return false;
        }
        int[] wanted = buid.replace("-", "").chars().map(DIGITS::indexOf).toArray();
        int[] state = new int[FIRST + DRAWN];
        boolean found = false;
        long last = fileTime.plus(AROUND).getEpochSecond();
        for (long second = fileTime.minus(AROUND).getEpochSecond(); second <= last; second++) {
            found |= draws(wanted, (int) (second - 1), state);
        }
        return found;
    }

    private static boolean draws(int[] wanted, int seed, int[] state) {
        long word = seed == 0 ? 1 : seed;
        state[0] = (int) word;
        for (int i = 1; i < DEGREE; i++) {
            word = word * 16807 % 2147483647;
            word = word < 0 ? word + 2147483647 : word;
            state[i] = (int) word;
        }
        state[DEGREE] = state[0];
        state[DEGREE + 1] = state[1];
        state[DEGREE + 2] = state[2];
        for (int i = DEGREE + SEPARATION; i < FIRST; i++) {
            state[i] = state[i - DEGREE] + state[i - SEPARATION];
        }
        for (int i = FIRST; i < FIRST + DRAWN; i++) {
            state[i] = state[i - DEGREE] + state[i - SEPARATION];
            if ((state[i] >>> 1 & 15) != wanted[i - FIRST]) {
                return false;
            }
        }
        return true;
    }
}
