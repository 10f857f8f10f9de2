package dev.trustline.events;

import java.time.Duration;

/**
 * How long a device remembers a host that opens no session. Since iOS 11 that is 30 days, in iOS 9 it was six months, counted here
 * as 180 days (Apple Platform Security, "Pairing model security", support.apple.com/guide/security/secadb5b6434; older systems are
 * counted like iOS 9, as nothing shorter is known of them). tvOS is counted like iOS, and watchOS 4 came with iOS 11. A device that
 * has not said its version is taken for a new one: the warning comes early then, and not late. What is forecast, what is kept
 * alive and what is judged go by this alone. Stateless.
 */
public final class IdleLimit {
    /** No device forgets sooner. */
    public static final Duration SHORTEST = Duration.ofDays(30);
    /** An end that is this near is warned of. */
    public static final Duration WARNED_BEFORE = Duration.ofDays(5);
    /** A session within this time before the end begins the time anew, and leaves some days to those who must unlock. */
    public static final Duration KEPT_ALIVE_BEFORE = Duration.ofDays(10);

    private static final Duration BEFORE_IOS_11 = Duration.ofDays(180);
    private static final int IOS_11 = 11;
    private static final int WATCH_OS_4 = 4;

    private IdleLimit() {
    }

    /** {@return from which idle time on this device has forgotten a host: 30 or 180 days} */
    public static Duration of(DeviceFacts device) {
        int first = DeviceFacts.WATCH.equals(device.deviceClass()) ? WATCH_OS_4 : IOS_11;
        return SystemVersion.of(device.productVersion()).isBefore(first) ? BEFORE_IOS_11 : SHORTEST;
    }

    /** Whether so long a time without a session explains that this device knows the host no more. */
    public static boolean isReached(DeviceFacts device, Duration idle) {
        return idle.compareTo(of(device)) >= 0;
    }
}
