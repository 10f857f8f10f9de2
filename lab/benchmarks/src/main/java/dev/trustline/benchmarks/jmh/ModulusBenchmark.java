package dev.trustline.benchmarks.jmh;

import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.tls.ModulusCheck;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What Bouncy Castle's test of a modulus costs that it has not met before, beside a signature: why phones' keys go without it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ModulusBenchmark {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    /** Each pair of them is another modulus: more than some seconds can use up. */
    private static final int PRIMES = 100;
    private static final int PRIME_BITS = 1024;
    private static final byte[] MESSAGE = new byte[64];

    private final List<BigInteger> moduli = new ArrayList<>();
    private int next;
    private Signature signature;

    /** Makes the moduli and a key. */
    @Setup
    public void make() throws GeneralSecurityException {
        Random random = new Random(17);
        List<BigInteger> primes = new ArrayList<>();
        for (int i = 0; i < PRIMES; i++) {
            BigInteger prime = BigInteger.probablePrime(PRIME_BITS, random);
            primes.forEach(p -> moduli.add(p.multiply(prime)));
            primes.add(prime);
        }
        KeyPair pair = RsaKeys.generate();
        signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
    }

    private BigInteger unmet() {
        next = (next + 1) % moduli.size();
        return moduli.get(next);
    }

    /** With the test, as Bouncy Castle does it. */
    @Benchmark
    public RSAKeyParameters tested() {
        return new RSAKeyParameters(false, unmet(), EXPONENT);
    }

    /** Without it. */
    @Benchmark
    public void untested(Blackhole hole) throws IOException {
        ModulusCheck.without(() -> hole.consume(new RSAKeyParameters(false, unmet(), EXPONENT)));
    }

    /** One RSA-2048 signature, the dearest thing that a handshake needs. */
    @Benchmark
    public byte[] signature() throws GeneralSecurityException {
        signature.update(MESSAGE);
        return signature.sign();
    }
}
