package dev.trustline.benchmarks.jmh;

import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the pool saves: keys and certificates made beforehand, against the one certificate that is made at the cable. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CertificateBenchmark {
    /** So far behind, a phone's clock makes all three certificates be signed anew. */
    private static final Duration LATE = Duration.ofDays(400);

    private HostIdentity identity;
    private SubjectPublicKeyInfo device;
    private Instant now;

    /** Makes an identity and a device key. */
    @Setup
    public void make() {
        now = Instant.now();
        identity = HostIdentity.generate(now);
        device = RsaKeys.info(RsaKeys.generate().getPublic());
    }

    /** One RSA-2048 key. */
    @Benchmark
    public KeyPair rsaKey() {
        return RsaKeys.generate();
    }

    /** Two keys with root and host certificate: what the pool holds. */
    @Benchmark
    public HostIdentity hostIdentity() {
        return HostIdentity.generate(now);
    }

    /** The device certificate alone: what is made at the cable. */
    @Benchmark
    public PairRecord deviceCertificate() {
        return PairingCertificates.issue(identity, device, "30142955-444094379208051516", now, now);
    }

    /** All three certificates with keys that are there. */
    @Benchmark
    public PairRecord threeCertificates() {
        return PairingCertificates.issue(identity, device, "30142955-444094379208051516", now, now.minus(LATE));
    }
}
