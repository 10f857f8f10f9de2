package dev.trustline.virtualdevice.phone;

import java.util.Objects;
import java.util.Optional;

/**
 * What lockdownd understood of a {@code Pair}: {@code hostId} is empty when missing, {@code certificates} are empty
 * when they do not belong together or to this phone. Prints no identifier.
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
