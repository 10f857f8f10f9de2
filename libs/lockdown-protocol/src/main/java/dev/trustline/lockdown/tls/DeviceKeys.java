package dev.trustline.lockdown.tls;

import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Compares keys of devices. Stateless. */
public final class DeviceKeys {
    private DeviceKeys() { }

    /**
     * {@return whether both are the same key; parameters of the algorithm, which some writers leave out, do not count}
     *
     * @param one a key
     * @param other a key
     */
    public static boolean same(SubjectPublicKeyInfo one, SubjectPublicKeyInfo other) {
        return one.getAlgorithm().getAlgorithm().equals(other.getAlgorithm().getAlgorithm())
                && Arrays.equals(one.getPublicKeyData().getOctets(), other.getPublicKeyData().getOctets());
    }
}
