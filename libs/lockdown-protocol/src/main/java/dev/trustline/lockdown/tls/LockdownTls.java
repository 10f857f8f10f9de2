package dev.trustline.lockdown.tls;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.wire.ByteWire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bouncycastle.tls.TlsClientProtocol;

/**
 * A TLS session on a wire that belongs to somebody else and stays open. This host is the client, as always with phones.
 * All waiting is under the wire's deadline. A read whose deadline passes may be tried again: no byte is lost.
 *
 * <p>A handshake that succeeded proves the phone, not yet that the phone accepts this host: with TLS 1.3 a refusal shows
 * at the first read only (measured). One thread may read while another writes.
 */
public final class LockdownTls {
    private static final String HANDSHAKE = "the handshake";

    private final TlsClientProtocol protocol;
    private final PinnedTlsClient client;
    private final InputStream in;
    private final OutputStream out;
    private final ByteWire wire;

    private LockdownTls(ByteWire wire, TlsClientProtocol protocol, PinnedTlsClient client) {
        this.wire = wire;
        this.protocol = protocol;
        this.client = client;
        this.in = new TlsStreams.Input(protocol.getInputStream());
        this.out = new TlsStreams.Output(protocol.getOutputStream());
    }

    /**
     * Shakes hands.
     *
     * @param wire at the place where TLS begins; no byte beyond TLS is read from it
     * @param record names the only key that is accepted, and proves this host
     * @param offered the versions to offer, by the phone's iOS version
     * @return the session
     * @throws DeviceKeyMismatch if the phone holds another key
     * @throws TlsFailed if the handshake fails or the peer ends it
     * @throws DeadlineExceeded if the wire's deadline passes
     * @throws CallInterrupted if the thread is interrupted
     */
    public static LockdownTls connect(ByteWire wire, PairRecord record, TlsVersions offered) throws LockdownException {
        PinnedTlsClient client = new PinnedTlsClient(record, offered);
        TlsClientProtocol protocol =
                new TlsClientProtocol(new TlsStreams.Resumable(wire.in()), wire.out());
        try {
            ModulusCheck.without(() -> protocol.connect(client));
            return new LockdownTls(wire, protocol, client);
        } catch (IOException e) {
            throw client.keyMismatch() ? new DeviceKeyMismatch() : handshakeFailure(e);
        }
    }

    private static LockdownException handshakeFailure(IOException e) {
        LockdownException typed = TlsStreams.typed(e, HANDSHAKE);
        return typed instanceof DeadlineExceeded || typed instanceof CallInterrupted || typed instanceof TlsFailed
                ? typed : new TlsFailed(HANDSHAKE, e);
    }

    /** {@return what the phone says inside the session} */
    public InputStream in() {
        return in;
    }

    /** {@return the way to the phone inside the session} */
    public OutputStream out() {
        return out;
    }

    /** {@return version and cipher suite, for a log} */
    public String negotiated() {
        return client.negotiated();
    }

    /**
     * Ends the session and leaves the wire open.
     *
     * @return what the phone says after TLS, in plain: its last TLS records, which may come late, are passed over
     * @throws LockdownException if even that cannot be sent
     */
    public InputStream end() throws LockdownException {
        try {
            protocol.close();
        } catch (IOException e) {
            throw TlsStreams.typed(e, "the end of the session");
        }
        return new PlainAfterTls(wire.in());
    }
}
