package dev.trustline.events.envelope;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote an event, as in {@code ce_source}: {@code /hosts/<host>/<service>}, or {@code /registry}. A host name is 1 to
 * 63 letters, digits, dots, dashes and underscores. Immutable.
 *
 * @param host    the lab host; empty text for the registry
 * @param service the service
 */
public record EventSource(String host, String service) {
    /** The service name of usb-watcher. */
    public static final String USB_WATCHER = "usb-watcher";
    /** The service name of pairing-service. */
    public static final String PAIRING_SERVICE = "pairing-service";
    /** The service name of trust-registry. */
    public static final String TRUST_REGISTRY = "trust-registry";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern TEXT = Pattern.compile("/hosts/([^/]+)/([a-z-]+)");
    private static final String REGISTRY = "/registry";

    public EventSource {
        if (!service.equals(TRUST_REGISTRY) && !isHostName(host)) {
            throw new IllegalArgumentException("not a host name: 1 to 63 letters, digits, dots, dashes, underscores");
        }
    }

    /** A service on a lab host. */
    public static EventSource of(String host, String service) {
        return new EventSource(host, service);
    }

    /** The registry, which belongs to no host. */
    public static EventSource registry() {
        return new EventSource("", TRUST_REGISTRY);
    }

    /** Whether this may be a lab host's name. */
    public static boolean isHostName(String host) {
        return host != null && HOST.matcher(host).matches();
    }

    /** Reads {@code ce_source}; empty if it is none of ours. */
    public static Optional<EventSource> tryParse(String text) {
        if (REGISTRY.equals(text)) {
            return Optional.of(registry());
        }
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches() && isHostName(matcher.group(1))
                ? Optional.of(new EventSource(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return service.equals(TRUST_REGISTRY) ? REGISTRY : "/hosts/" + host + "/" + service;
    }
}
