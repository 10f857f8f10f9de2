package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.host.SharedBuid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Whether another host of the lab has this host's SystemBUID, by the keyed fingerprints that all hosts report: known before the
 * first phone is handled. Without the lab's key there is no fingerprint and so no comparison. Thread-safe.
 */
public final class SharedIdentity implements ProblemSource {
    private final String host;
    private final Supplier<String> fingerprint;
    private volatile Map<String, String> others = Map.of();

    /**
     * Knows no other host yet.
     *
     * @param fingerprint of this host's SystemBUID as of now, {@code null} while it is not known
     */
    public SharedIdentity(String host, Supplier<String> fingerprint) {
        this.host = host;
        this.fingerprint = fingerprint;
    }

    /** These are the newest reports of all hosts. */
    public void compare(Collection<HostReported> newest) {
        Map<String, String> found = new TreeMap<>();
        newest.stream().filter(r -> !r.host().equals(host) && r.buidFingerprint() != null).forEach(r -> found.put(r.host(), r.buidFingerprint()));
        others = found;
    }

    /** Whether there is one. */
    public boolean isShared() {
        return !sharing().isEmpty();
    }

    private List<String> sharing() {
        String own = fingerprint.get();
        return others.entrySet().stream().filter(e -> e.getValue().equals(own)).map(Map.Entry::getKey).toList();
    }

    @Override
    public List<HostProblem> problems() {
        List<String> sharing = sharing();
        return sharing.isEmpty() ? List.of() : List.of(HostProblem.of(ProblemCode.BUID_SHARED, SharedBuid.detail(host, sharing)));
    }
}
