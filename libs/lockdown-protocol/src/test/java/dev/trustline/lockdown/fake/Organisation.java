package dev.trustline.lockdown.fake;

import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jcajce.PKCS12StoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An organisation that supervises phones: its key, its certificate, and the files that Apple Configurator would export. For the
 * tests of every module, which get it in this module's test-jar. Immutable.
 */
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

    /** The file that a lab's phone is told of. */
    public Path certificateFile(Path folder, boolean pem) throws Exception {
        return Files.write(folder.resolve("organisation" + (pem ? ".pem" : ".der")),
                pem ? Pem.write(new JcaX509CertificateHolder(certificate)) : certificate.getEncoded());
    }

    /** What a host is given. */
    public SupervisionIdentity identity() throws Exception {
        return SupervisionIdentity.read(pkcs12(), PASSWORD);
    }

    /** Key and certificate in one file, as pymobiledevice3 takes them. */
    public byte[] pem() throws Exception {
        String key = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return ("-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n"
                + new String(Pem.write(new JcaX509CertificateHolder(certificate)), StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] pkcs12() throws Exception {
        return pkcs12(PASSWORD);
    }

    public byte[] pkcs12(char[] password) throws Exception {
        KeyStore store = empty();
        store.setKeyEntry("organisation", keys.getPrivate(), password, new Certificate[] {certificate});
        return bytes(store, password);
    }

    /** With somebody else's key, or with two. */
    public byte[] pkcs12With(PrivateKey other, boolean both) throws Exception {
        KeyStore store = empty();
        if (both) {
            add(store, "organisation", keys.getPrivate());
        }
        add(store, "other", other);
        return bytes(store, PASSWORD);
    }

    public byte[] pkcs12WithoutKey() throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("organisation", certificate);
        return bytes(store, PASSWORD);
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, null);
        return store;
    }

    private void add(KeyStore store, String alias, PrivateKey key) throws Exception {
        store.setKeyEntry(alias, key, PASSWORD, new Certificate[] {certificate});
    }

    /** In DER: go-ios reads nothing else. */
    private static byte[] bytes(KeyStore store, char[] password) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(new PKCS12StoreParameter(out, password, true));
        return out.toByteArray();
    }
}
