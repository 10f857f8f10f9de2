package dev.trustline.trust.relation;

import dev.trustline.events.Udid;
import java.util.Comparator;
import java.util.Objects;

/**
 * A device and a host. Ordered by device, then host: the order in which rows are locked and listed.
 *
 * @param udid the device
 * @param host the host's name
 */
public record RelationKey(Udid udid, String host) implements Comparable<RelationKey> {

    private static final Comparator<RelationKey> ORDER =
            Comparator.comparing(RelationKey::udid).thenComparing(RelationKey::host);

    public RelationKey {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public int compareTo(RelationKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return udid + "/" + host;
    }
}
