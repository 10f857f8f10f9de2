package dev.trustline.virtualdevice.phone;

import java.util.Objects;

/**
 * The three certificates that a host hands over in {@code Pair}, DER, already checked. The phone shows the device
 * certificate as TLS server and accepts a client that holds the key of the host <em>or</em> the root certificate.
 * Arrays are not copied: treat them as constant.
 */
public record HostCertificates(byte[] host, byte[] root, byte[] device) {
    /** Refuses a missing certificate. */
    public HostCertificates {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(device, "device");
    }

    @Override
    public String toString() {
        return "HostCertificates[host=" + host.length + " bytes]";
    }
}
