package dev.trustline.trust.identity;

import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.host.SharedBuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The identities of all hosts side by side, and what is wrong with them: two that share one, and one that changed. A phone takes
 * hosts with one SystemBUID for one computer; usbmuxd makes it from the second of its first start (usbmuxd src/conf.c), so
 * clones share it and so may hosts that were installed together. Made for one transaction, then thrown away. Not thread-safe.
 *
 * <p>What was wrong and was mended is no problem any more: a change back, and a change away from what another host has. A
 * change that was meant is the usual one after {@link #SETTLED}, and a host that has been silent for so long is not compared.
 */
public final class HostIdentities {

    /** After so long a changed identity is the usual one, and a silent host is taken for gone or renamed. */
    public static final Duration SETTLED = Duration.ofDays(7);

    private final Map<String, HostIdentity> hosts = new TreeMap<>();
    private final Map<String, HostIdentity> changed = new TreeMap<>();
    private Instant now = Instant.EPOCH;

    /** The identities as they are stored. */
    public HostIdentities(Collection<HostIdentity> stored) {
        stored.forEach(h -> hosts.put(h.host(), h));
        stored.forEach(h -> passes(h.reportedAt()));
    }

    /**
     * Takes a report.
     *
     * @param host        the host
     * @param fingerprint keyed fingerprint of its SystemBUID
     * @param at          when the broker took the report
     */
    public void reported(String host, String fingerprint, Instant at) {
        passes(at);
        HostIdentity before = hosts.get(host);
        HostIdentity after = before == null ? HostIdentity.usual(host, fingerprint, at) : next(before, fingerprint, at);
        hosts.put(host, after);
        if (before == null || !after.fingerprint().equals(before.fingerprint()) || !after.current().equals(before.current())) {
            changed.put(host, after);
        }
    }

    private HostIdentity next(HostIdentity before, String fingerprint, Instant at) {
        boolean known = fingerprint.equals(before.changedTo());
        boolean settled = known && !before.changedAt().plus(SETTLED).isAfter(at);
        if (fingerprint.equals(before.fingerprint()) || settled || !sharing(before, before.fingerprint()).isEmpty()) {
            return HostIdentity.usual(before.host(), fingerprint, at);
        }
        return new HostIdentity(before.host(), before.fingerprint(), fingerprint, known ? before.changedAt() : at, at);
    }

    private void passes(Instant at) {
        now = at.isAfter(now) ? at : now;
    }

    /** The other hosts that have this fingerprint now. */
    private List<String> sharing(HostIdentity host, String fingerprint) {
        return hosts.values().stream()
                .filter(o -> !o.host().equals(host.host()) && o.current().equals(fingerprint) && isCompared(o))
                .map(HostIdentity::host)
                .toList();
    }

    private boolean isCompared(HostIdentity host) {
        return host.reportedAt().plus(SETTLED).isAfter(now);
    }

    /** The identities that are to be written, in the order of the hosts. */
    public List<HostIdentity> changed() {
        return List.copyOf(changed.values());
    }

    /** Everything that is wrong now, in the order of the hosts. */
    public List<Finding> findings() {
        return hosts.values().stream().flatMap(h -> findings(h).stream()).toList();
    }

    private List<Finding> findings(HostIdentity host) {
        List<String> others = isCompared(host) ? sharing(host, host.current()) : List.of();
        Finding shared = others.isEmpty() ? null : new Finding(host.host(), ProblemCode.BUID_SHARED, SharedBuid.detail(host.host(), others));
        Finding another = !host.hasChanged() ? null : new Finding(host.host(), ProblemCode.BUID_CHANGED, "usbmuxd on " + host.host()
                + " has another SystemBUID than before, which cannot be put back through its socket: stop usbmuxd, put the old one"
                + " into SystemConfiguration.plist in its record folder and start it; trust that is there goes on. If the change was"
                + " meant (a new installation, a new lab key) this ends by itself after " + SETTLED.toDays() + " days");
        return Stream.of(shared, another).filter(Objects::nonNull).toList();
    }

    /**
     * Something that is wrong with a host's identity.
     *
     * @param host   the host
     * @param code   what
     * @param detail one sentence that says what to do
     */
    public record Finding(String host, ProblemCode code, String detail) {}
}
