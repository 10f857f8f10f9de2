package dev.trustline.trust.store;

import java.util.Objects;

/**
 * The host whose trust another one shall end, as its last result described it. The HostID stays sealed under the lab's key, and
 * stands in no text of this object.
 *
 * @param host         its name
 * @param fingerprint  SHA-256 of its certificate
 * @param sealedHostId its HostID, sealed
 */
public record LostHost(String host, String fingerprint, String sealedHostId) {

    public LostHost {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(sealedHostId, "sealedHostId");
    }

    @Override
    public String toString() {
        return "LostHost[host=" + host + "]";
    }
}
