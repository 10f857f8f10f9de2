package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.ModulusCheck;
import dev.trustline.lockdown.wire.PlistFrames;
import dev.trustline.virtualdevice.io.Wire;
import dev.trustline.virtualdevice.phone.HostCertificates;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import org.bouncycastle.tls.TlsServerProtocol;

/**
 * The phone's end of a connection, in clear or inside TLS, in the shape in which this phone delivers. TLS begins and
 * ends on the same byte stream. One thread reads; {@link #send} may be called from others.
 */
final class PhoneStream {
    private static final int FRAME_LIMIT = 1 << 20;
    private static final int TLS_HEADER = 5;
    private static final int FIRST_TLS_TYPE = 0x14;
    private static final int LAST_TLS_TYPE = 0x17;

    private final Wire wire;
    private final PhoneSide side;
    private final PushbackInputStream clearIn;
    private final OutputStream clearOut;
    private volatile TlsServerProtocol tls;
    private boolean mayMeetTlsRecords;

    PhoneStream(Wire wire, PhoneSide side) {
        this.wire = wire;
        this.side = side;
        this.clearIn = new PushbackInputStream(wire.in(), TLS_HEADER);
        this.clearOut = side.link().delivery().shape(wire.out());
    }

    PlistDict receive() throws IOException {
        if (tls == null && mayMeetTlsRecords) {
            skipTlsRecords();
        }
        return PlistFrames.read(tls == null ? clearIn : tls.getInputStream(), FRAME_LIMIT);
    }

    void send(PlistDict message) throws IOException {
        OutputStream out = tls == null ? clearOut : tls.getOutputStream();
        if (side.link().binaryReplies()) {
            PlistFrames.writeBinary(out, message);
        } else {
            PlistFrames.write(out, message);
        }
    }

    /** Several messages in one write. */
    void sendTogether(byte[] frames) throws IOException {
        OutputStream out = tls == null ? clearOut : tls.getOutputStream();
        out.write(frames);
        out.flush();
    }

    boolean isSecure() {
        return tls != null;
    }

    void startTls(HostCertificates certificates) throws IOException {
        if (side.dropsThisHandshake()) {
            InputStream in = clearIn;
            in.readNBytes(TLS_HEADER);
            wire.close();
            throw new EOFException("handshake dropped as the personality wants");
        }
        TlsServerProtocol protocol = new TlsServerProtocol(new Unclosable(clearIn), clearOut);
        ModulusCheck.without(() -> protocol.accept(side.tls(certificates)));
        tls = protocol;
    }

    /** Ends TLS with close_notify; plain frames go on. The peer's own close_notify may still be on its way. */
    void stopTls() throws IOException {
        TlsServerProtocol ending = tls;
        tls = null;
        mayMeetTlsRecords = true;
        ending.close();
    }

    private void skipTlsRecords() throws IOException {
        int first = clearIn.read();
        while (first >= FIRST_TLS_TYPE && first <= LAST_TLS_TYPE) {
            byte[] rest = clearIn.readNBytes(TLS_HEADER - 1);
            if (rest.length < TLS_HEADER - 1) {
                throw new EOFException("ended inside a TLS record");
            }
            clearIn.skipNBytes((rest[2] & 0xff) << 8 | rest[3] & 0xff);
            first = clearIn.read();
        }
        if (first >= 0) {
            clearIn.unread(first);
        }
    }

    /** Bouncy Castle closes its input with the session; this connection goes on. */
    private static final class Unclosable extends java.io.FilterInputStream {
        Unclosable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // the wire is closed by its owner
        }
    }
}
