package dev.trustline.trust.relation;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.TrustStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a device will forget a host that does not come back. Since iOS 11 that is after 30 days without a session, on iOS 9 after
 * six months (Apple Platform Security, "Pairing model security", support.apple.com/guide/security/secadb5b6434). tvOS is counted
 * like iOS, and watchOS 4 came with iOS 11. A device that has not said its version is taken for a new one, so that the warning
 * comes early and not late. Every session begins the time anew. Stateless.
 */
public final class ExpiryForecast {

    /** An expiry that is this near is warned of. */
    public static final Duration WARNING = Duration.ofDays(5);

    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONG = Duration.ofDays(180);
    private static final Pattern MAJOR = Pattern.compile("([0-9]{1,4})([^0-9].*)?");
    private static final int FIRST_IOS = 11;
    private static final int FIRST_WATCH_OS = 4;

    private ExpiryForecast() {
    }

    /** When trust ends if no session proves it before, by the broker's clock; {@code null} if there is none, or no proof of it. */
    public static Instant expiresAt(Relation relation) {
        boolean runs = relation.state() == TrustStatus.TRUSTED && relation.provenAt() != null;
        return runs ? relation.provenAt().plus(idle(relation.device())) : null;
    }

    private static Duration idle(DeviceFacts device) {
        Matcher version = MAJOR.matcher(device.productVersion() == null ? "" : device.productVersion());
        int first = "Watch".equals(device.deviceClass()) ? FIRST_WATCH_OS : FIRST_IOS;
        return version.matches() && Integer.parseInt(version.group(1)) < first ? LONG : USUAL;
    }
}
