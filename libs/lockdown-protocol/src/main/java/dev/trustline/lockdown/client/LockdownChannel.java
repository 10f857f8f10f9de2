package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.LockdownTls;
import dev.trustline.lockdown.tls.TlsVersions;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** A connection to lockdownd: request and reply, in plain or inside TLS. */
final class LockdownChannel implements Closeable {
    private static final String REQUEST = "Request";

    private final ByteWire wire;
    private final String label;
    private Duration timeout;
    private InputStream in;
    private OutputStream out;
    private LockdownTls tls;

    LockdownChannel(ByteWire wire, String label, Duration timeout) {
        this.wire = wire;
        this.label = label;
        this.timeout = timeout;
        this.in = wire.in();
        this.out = wire.out();
    }

    void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** One request and its reply. */
    PlistDict ask(String request, PlistDict arguments) throws IOException {
        return ask(request, request, arguments);
    }

    /** One request and a reply that names another request: Unpair is answered as ValidatePair. */
    PlistDict ask(String request, String repliedAs, PlistDict arguments) throws IOException {
        wire.within(timeout);
        PlistFrames.write(out, arguments.with(REQUEST, request).with("Label", label));
        PlistDict reply = PlistFrames.read(in);
        if (reply.string(REQUEST).filter(repliedAs::equals).isEmpty()) {
            throw new UnexpectedReply(request, "it answers another request");
        }
        requireSuccess(request, reply);
        return reply;
    }

    /** {@code Error} since iOS 5; before, {@code Result} alone said that something failed. */
    private static void requireSuccess(String request, PlistDict reply) throws DeviceError, UnexpectedReply {
        if (reply.has("Error")) {
            throw DeviceError.of(request, reply.string("Error")
                    .orElseThrow(() -> new UnexpectedReply(request, "its Error is no text")));
        }
        if (reply.string("Result").filter("Failure"::equals).isPresent()) {
            throw DeviceError.of(request, "Failure");
        }
    }

    LockdownTls startTls(PairRecord record, TlsVersions versions) throws LockdownException {
        wire.within(timeout);
        tls = LockdownTls.connect(wire, record, versions);
        in = tls.in();
        out = tls.out();
        return tls;
    }

    void endTls() throws LockdownException {
        wire.within(timeout);
        in = tls.end();
        out = wire.out();
        tls = null;
    }

    boolean isInsideTls() {
        return tls != null;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
