package dev.trustline.usbwatcher.hotplug;

import java.time.Duration;

/**
 * When a cable counts as flapping: {@code changes} or more within {@code window}. Its events are then held back until it has
 * been quiet for {@code settle}, and only the newest state goes out. Immutable.
 *
 * @param changes at least 3: a device that re-enumerates after "Trust" makes two
 * @param window  positive
 * @param settle  positive
 */
public record FlapPolicy(int changes, Duration window, Duration settle) {
    public FlapPolicy {
        if (changes < 3 || window.isNegative() || window.isZero() || settle.isNegative() || settle.isZero()) {
            throw new IllegalArgumentException("a flapping cable needs at least 3 changes, a positive window and a positive settle time");
        }
    }
}
