package dev.trustline.pairing.supervision;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An organisation that supervises phones: its files, as a host and a virtual phone are given them. */
public final class Organisation {
    public static final String PASSWORD = "correct horse";
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private final KeyPair keys;
    private final X509Certificate certificate;

    private Organisation(String algorithm, Instant end) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, PROVIDER);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("P-256"));
        } else {
            generator.initialize(2048);
        }
        keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=Organisation");
        certificate = new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(
                new JcaX509v3CertificateBuilder(name, BigInteger.TWO, Date.from(Instant.EPOCH), Date.from(end), name, keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : "RSA")).setProvider(PROVIDER).build(keys.getPrivate())));
    }

    public static Organisation of(String algorithm) throws Exception {
        return new Organisation(algorithm, Instant.parse("2049-01-01T00:00:00Z"));
    }

    public static Organisation expired() throws Exception {
        return new Organisation("EC", Instant.parse("2001-01-01T00:00:00Z"));
    }

    public byte[] pkcs12(String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, null);
        store.setKeyEntry("organisation", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        return bytes(store, password);
    }

    public byte[] pkcs12WithoutKey() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, null);
        store.setCertificateEntry("organisation", certificate);
        return bytes(store, PASSWORD);
    }

    private static byte[] bytes(KeyStore store, String password) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        return out.toByteArray();
    }

    /** The file that a virtual phone is told of. */
    public Path certificate(Path folder) throws Exception {
        return Files.write(folder.resolve("organisation.der"), certificate.getEncoded());
    }

    /** A file that only its owner may read. */
    static Path secret(Path file, byte[] content) throws Exception {
        Files.write(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** A host's two files. */
    public SupervisionFile identity(Path folder, dev.trustline.pairing.handshake.Supervision.NotSupervised otherwise) throws Exception {
        return new SupervisionFile(secret(folder.resolve("organisation.p12"), pkcs12(PASSWORD)),
                java.util.Optional.of(secret(folder.resolve("organisation.password"), (PASSWORD + "\n").getBytes())), otherwise, java.time.Clock.systemUTC());
    }
}
