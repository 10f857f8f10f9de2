package dev.trustline.lockdown.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.junit.jupiter.api.Test;

class ModulusCheckTest {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private final BigInteger prime = BigInteger.probablePrime(1024, new Random(7));

    @Test
    void aModulusThatIsNoProductOfTwoPrimesIsTakenInsideAndRefusedOutside() throws Exception {
        ModulusCheck.without(() -> assertThat(new RSAKeyParameters(false, prime, EXPONENT).getModulus()).isEqualTo(prime));
        BigInteger another = BigInteger.probablePrime(1024, new Random(8));
        assertThatThrownBy(() -> new RSAKeyParameters(false, another, EXPONENT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTestIsBackAfterAFailure() {
        assertThatThrownBy(() -> ModulusCheck.without(() -> {
            throw new IOException("the phone hung up");
        })).hasMessage("the phone hung up");
        assertThatThrownBy(() -> new RSAKeyParameters(false, prime, EXPONENT)).isInstanceOf(IllegalArgumentException.class);
    }
}
