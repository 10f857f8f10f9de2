package dev.trustline.virtualdevice;

import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jcajce.PKCS12StoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An organisation that supervises phones. */
public final class Organisation {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final char[] PASSWORD = "test".toCharArray();
    public final KeyPair keys;
    public final X509CertificateHolder certificate;

    private Organisation(KeyPair keys, String signature) throws Exception {
        X500Name name = new X500Name("CN=Organisation");
        this.keys = keys;
        this.certificate = new JcaX509v3CertificateBuilder(name, BigInteger.TWO, Date.from(Instant.EPOCH),
                Date.from(Instant.parse("2049-01-01T00:00:00Z")), name, keys.getPublic())
                .build(new JcaContentSignerBuilder(signature).setProvider(PROVIDER).build(keys.getPrivate()));
    }

    public static Organisation rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", PROVIDER);
        generator.initialize(2048);
        return new Organisation(generator.generateKeyPair(), "SHA256withRSA");
    }

    public static Organisation ec() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec("P-256"));
        return new Organisation(generator.generateKeyPair(), "SHA256withECDSA");
    }

    /** The file that a lab's phone is told of. */
    public Path certificateFile(Path folder, boolean pem) throws IOException {
        return Files.write(folder.resolve("organisation" + (pem ? ".pem" : ".der")),
                pem ? Pem.write(certificate) : certificate.getEncoded());
    }

    /** The file that a host is given. */
    public SupervisionIdentity identity() throws Exception {
        return SupervisionIdentity.read(pkcs12(), PASSWORD);
    }

    /** Key and certificate in one file, as pymobiledevice3 takes them. */
    byte[] pem() throws Exception {
        String key = java.util.Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return ("-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n" + new String(Pem.write(certificate))).getBytes();
    }

    byte[] pkcs12() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", PROVIDER);
        store.load(null, null);
        X509Certificate chain = new JcaX509CertificateConverter().setProvider(PROVIDER).getCertificate(certificate);
        store.setKeyEntry("organisation", keys.getPrivate(), PASSWORD, new Certificate[] {chain});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // go-ios reads DER alone
        store.store(new PKCS12StoreParameter(out, PASSWORD, true));
        return out.toByteArray();
    }
}
