package dev.trustline.virtualdevice.phone;

import java.util.Objects;
import java.util.Optional;

/** What a service port leads to: the service, and the trusted host whose certificates its TLS uses, if it has TLS. */
public record ServiceTicket(String service, Optional<TrustedHost> tls) {
    /** Refuses nulls. */
    public ServiceTicket {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(tls, "tls");
    }
}
