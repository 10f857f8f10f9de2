package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * Loads and compiles the code of certificates and handshakes before a phone needs it: the first handshake of a cold JVM
 * takes about a second, a warm one some milliseconds (measured). Shakes hands with itself in memory, in TLS 1.3 and 1.2,
 * without a socket; meant to run before a service calls itself ready. Stateless.
 */
public final class TlsWarmUp {
    private static final byte[] MESSAGE = "warm".getBytes(StandardCharsets.US_ASCII);
    private static final List<ProtocolVersion> VERSIONS = List.of(ProtocolVersion.TLSv13, ProtocolVersion.TLSv12);
    private static final int ROUNDS_AT_MOST = 8;

    private TlsWarmUp() { }

    /**
     * Makes one identity, one record and one handshake of each version; about two seconds on a cold JVM.
     *
     * @throws IllegalStateException if this JVM cannot do it, so that it could not talk to a phone either
     */
    public static void run() {
        run(1);
    }

    /**
     * As {@link #run()}, with more handshakes, so that more of the code is compiled.
     *
     * @param rounds handshakes of each version, at least 1
     * @throws IllegalStateException if this JVM cannot do it, so that it could not talk to a phone either
     */
    public static void run(int rounds) {
        HostIdentity identity = HostIdentity.generateForWarmUp();
        KeyPair device = RsaKeys.generateForWarmUp();
        try {
            for (int round = 0; round < rounds; round++) {
                PairRecord record = PairingCertificates.issue(
                        identity, RsaKeys.info(device.getPublic()), "warm-up", Instant.now());
                PairRecord stored = PairRecord.fromPlist(record.toPlist());
                for (ProtocolVersion version : VERSIONS) {
                    handshake(stored, new WarmUpServer(device.getPrivate(), stored, version));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("this Java cannot speak TLS with phones", e);
        }
    }

    private static void handshake(PairRecord record, WarmUpServer phone) throws IOException {
        TlsClientProtocol client = new TlsClientProtocol();
        TlsServerProtocol server = new TlsServerProtocol();
        server.accept(phone);
        client.connect(new PinnedTlsClient(record, TlsVersions.MODERN));
        for (int round = 0; round < ROUNDS_AT_MOST && (client.isHandshaking() || server.isHandshaking()); round++) {
            move(client, server);
            move(server, client);
        }
        client.writeApplicationData(MESSAGE, 0, MESSAGE.length);
        move(client, server);
        byte[] arrived = new byte[MESSAGE.length];
        server.readInput(arrived, 0, arrived.length);
        if (!Arrays.equals(arrived, MESSAGE)) {
            throw new IOException("the handshake with itself did not end");
        }
    }

    private static void move(TlsProtocol from, TlsProtocol to) throws IOException {
        byte[] bytes = new byte[from.getAvailableOutputBytes()];
        from.readOutput(bytes, 0, bytes.length);
        to.offerInput(bytes);
    }
}
