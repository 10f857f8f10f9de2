package dev.trustline.lockdown.tls;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;

/**
 * What TLS a phone of a given iOS version is offered. Old versions are offered to old phones only, connection by
 * connection; nothing is weakened for the rest of the process.
 */
public enum TlsVersions {
    /** iOS 10 and later: TLS 1.2 and 1.3. */
    MODERN(ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12)),
    /** Before iOS 10, where libimobiledevice draws the line ({@code src/idevice.c}): TLS 1.0 to 1.2, and plain RSA key exchange, which Bouncy Castle does not offer by itself. */
    LEGACY(ProtocolVersion.TLSv12.downTo(ProtocolVersion.TLSv10),
            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA);

    private static final int FIRST_MODERN = 10;
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})(?:\\..*)?");

    private final ProtocolVersion[] versions;
    private final int[] moreCipherSuites;

    TlsVersions(ProtocolVersion[] versions, int... moreCipherSuites) {
        this.versions = versions;
        this.moreCipherSuites = moreCipherSuites;
    }

    /**
     * {@return what a phone of this version is offered; {@link #MODERN} if the text is no version}
     *
     * @param productVersion as lockdownd tells it, for example {@code 17.5.1}
     */
    public static TlsVersions forProductVersion(String productVersion) {
        Matcher matcher = MAJOR.matcher(productVersion.strip());
        return matcher.matches() && Integer.parseInt(matcher.group(1)) < FIRST_MODERN ? LEGACY : MODERN;
    }

    ProtocolVersion[] versions() {
        return versions.clone();
    }

    int[] moreCipherSuites() {
        return moreCipherSuites.clone();
    }
}
