package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.pairing.Pem;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Objects;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** A phone's own RSA key: its public half is {@code DevicePublicKey}, its private half that of its TLS server. */
public record DeviceKey(PrivateKey privateKey, PublicKey publicKey) {
    /** Refuses nulls. */
    public DeviceKey {
        Objects.requireNonNull(privateKey, "privateKey");
        Objects.requireNonNull(publicKey, "publicKey");
    }

    /** The key of a generated pair. */
    public static DeviceKey of(KeyPair pair) {
        return new DeviceKey(pair.getPrivate(), pair.getPublic());
    }

    /** The public half as certificates carry it. */
    public SubjectPublicKeyInfo publicKeyInfo() {
        return SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
    }

    /** The public half as {@code GetValue DevicePublicKey} tells it. */
    public byte[] devicePublicKeyPem() {
        return Pem.writeDevicePublicKey(publicKeyInfo());
    }

    @Override
    public String toString() {
        return "DeviceKey[" + publicKey.getAlgorithm() + "]";
    }
}
