package dev.trustline.events.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trustline.events.EventType;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import java.util.Objects;
import java.util.Optional;

/**
 * End, on the device, the trust that it has in another host of the lab, which is lost. Only that host's HostID is needed; it
 * travels sealed under the lab's key, bound to device, lost host and fingerprint, and never stands in a text of this object.
 *
 * @param udid         the device, on the cable of {@code host}
 * @param host         the host that is asked
 * @param lostHost     the host whose trust is to end
 * @param fingerprint  SHA-256 of the lost host's certificate, as its last result carried it
 * @param sealedHostId the sealed HostID, as its last result carried it
 * @param requestedBy  who asked
 */
public record LostHostUnpairRequested(
        Udid udid, String host, String lostHost, String fingerprint, String sealedHostId, String requestedBy)
        implements PairingCommand {
    public LostHostUnpairRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(lostHost, "lostHost");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(requestedBy, "requestedBy");
        if (lostHost.equals(host)) {
            throw new IllegalArgumentException("a host is not its own lost host: ask unpair of it");
        }
        if (!RecordFacts.isSealed(sealedHostId)) {
            throw new IllegalArgumentException("a sealed HostID is Base64 of at most " + RecordFacts.LONGEST_SEALED + " characters");
        }
    }

    @Override
    public EventType type() {
        return EventType.LOST_HOST_UNPAIR_REQUESTED;
    }

    @Override
    @JsonIgnore
    public Optional<Udid> device() {
        return Optional.of(udid);
    }

    @Override
    public String toString() {
        return "LostHostUnpairRequested[udid=" + udid + ", host=" + host + ", lostHost=" + lostHost + ", requestedBy=" + requestedBy + "]";
    }
}
