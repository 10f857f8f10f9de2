package dev.trustline.virtualdevice.phone;

import java.util.Objects;

/**
 * A pair record as the phone keeps it. {@code temporary} records were made during Setup Assistant and go with the
 * cable. Prints neither identifiers nor the escrow bag.
 *
 * @param hostId its id, not empty
 * @param systemBuid its SystemBUID
 * @param certificates its certificates
 * @param escrowBag 32 bytes, or none where the phone gave none
 * @param temporary whether it goes with the cable
 */
public record TrustedHost(
        String hostId, String systemBuid, HostCertificates certificates, byte[] escrowBag, boolean temporary) {

    /** Refuses an empty HostID. */
    public TrustedHost {
        if (hostId.isEmpty()) {
            throw new IllegalArgumentException("a trusted host has a HostID");
        }
        Objects.requireNonNull(systemBuid, "systemBuid");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(escrowBag, "escrowBag");
    }

    @Override
    public String toString() {
        return "TrustedHost[temporary=" + temporary + "]";
    }
}
