package dev.trustline.virtualdevice.phone;

import java.util.Objects;
import java.util.Optional;

/**
 * What lockdownd understood of a {@code Pair}: {@code hostId} is empty when missing, {@code certificates} are empty
 * when they do not belong together or to this phone. Prints no identifier. Immutable.
 *
 * @param recordPresent whether there was a {@code PairRecord} at all
 * @param hostId the host's id, empty when missing
 * @param systemBuid the host's SystemBUID, empty when missing
 * @param certificates the host's certificates
 * @param extendedErrors whether it asked for extended errors
 * @param supervisor what it offered of a supervision identity
 */
public record PairRequest(
        boolean recordPresent,
        String hostId,
        String systemBuid,
        Optional<HostCertificates> certificates,
        boolean extendedErrors,
        SupervisorProof supervisor) {

    /** Refuses nulls. */
    public PairRequest {
        Objects.requireNonNull(hostId, "hostId");
        Objects.requireNonNull(systemBuid, "systemBuid");
        Objects.requireNonNull(certificates, "certificates");
        Objects.requireNonNull(supervisor, "supervisor");
    }

    @Override
    public String toString() {
        return "PairRequest[recordPresent=" + recordPresent + ", extendedErrors=" + extendedErrors + "]";
    }
}
