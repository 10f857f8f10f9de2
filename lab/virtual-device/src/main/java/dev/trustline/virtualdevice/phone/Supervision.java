package dev.trustline.virtualdevice.phone;

import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.pairing.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * The organisation that a phone belongs to. Immutable; the array is not copied: treat it as constant.
 *
 * @param certificate of the organisation, DER; empty: nobody has its key, and every signature is wrong
 * @param refusal what the phone answers to a wrong signature; the string of real phones is not known
 */
public record Supervision(Optional<byte[]> certificate, LockdownFault refusal) {

    /** Refuses nulls. */
    public Supervision {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(refusal, "refusal");
    }

    /** By an organisation whose key is lost. */
    public static Supervision byNobody() {
        return new Supervision(Optional.empty(), LockdownFault.MC_PROTECTED);
    }

    /**
     * By the organisation with the certificate in this file, PEM or DER.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public Supervision by(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean pem = new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----");
            X509CertificateHolder holder = pem ? Pem.certificate(bytes, "certificate") : new X509CertificateHolder(bytes);
            return new Supervision(Optional.of(holder.getEncoded()), refusal);
        } catch (UnusableKeyMaterial e) {
            throw new IllegalArgumentException("no certificate in " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("no certificate, PEM or DER, can be read from " + file, e);
        }
    }

    /** The same organisation, refusing in other words. */
    public Supervision refusing(LockdownFault fault) {
        return new Supervision(certificate, fault);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Supervision that && refusal == that.refusal
                && Arrays.equals(certificate.orElse(null), that.certificate.orElse(null));
    }

    @Override
    public int hashCode() {
        return 31 * refusal.hashCode() + Arrays.hashCode(certificate.orElse(null));
    }
}
