package dev.trustline.lockdown.fake;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An organisation that supervises phones: its key, its certificate, and the file that Apple Configurator would export. */
public final class Organisation {
    public static final char[] PASSWORD = "correct horse".toCharArray();
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    public final KeyPair keys;
    public final java.security.cert.X509Certificate certificate;

    private Organisation(KeyPair keys, Instant notAfter) throws Exception {
        this.keys = keys;
        X500Name name = new X500Name("CN=Test Organisation");
        String signature = keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        certificate = new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(new JcaX509v3CertificateBuilder(
                name, BigInteger.TEN, Date.from(Instant.EPOCH), Date.from(notAfter), name, keys.getPublic())
                .build(new JcaContentSignerBuilder(signature).setProvider(PROVIDER).build(keys.getPrivate())));
    }

    /** RSA-2048, P-256, P-384 … */
    public static Organisation of(String kind) throws Exception {
        return new Organisation(keys(kind), Instant.parse("2049-01-01T00:00:00Z"));
    }

    public static Organisation expired(String kind) throws Exception {
        return new Organisation(keys(kind), Instant.parse("2001-01-01T00:00:00Z"));
    }

    private static KeyPair keys(String kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.startsWith("RSA") ? "RSA" : "EC", PROVIDER);
        if (kind.startsWith("RSA")) {
            generator.initialize(Integer.parseInt(kind.substring(4)));
        } else {
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }

    public byte[] pkcs12() throws Exception {
        KeyStore store = empty();
        add(store, "organisation", keys.getPrivate());
        return bytes(store);
    }

    /** With somebody else's key, or with two. */
    public byte[] pkcs12With(PrivateKey other, boolean both) throws Exception {
        KeyStore store = empty();
        if (both) {
            add(store, "organisation", keys.getPrivate());
        }
        add(store, "other", other);
        return bytes(store);
    }

    public byte[] pkcs12WithoutKey() throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("organisation", certificate);
        return bytes(store);
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, null);
        return store;
    }

    private void add(KeyStore store, String alias, PrivateKey key) throws Exception {
        store.setKeyEntry(alias, key, PASSWORD, new Certificate[] {certificate});
    }

    private static byte[] bytes(KeyStore store) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD);
        return out.toByteArray();
    }
}
