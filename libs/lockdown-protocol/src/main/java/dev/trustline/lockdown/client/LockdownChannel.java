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
import java.util.Optional;

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
        PlistDict reply = exchange(request, repliedAs, arguments);
        Optional<DeviceError> error = error(request, reply);
        if (error.isPresent()) {
            throw error.get();
        }
        return reply;
    }

    /** One request and its reply, whether that is a refusal or not: see {@link #error}. */
    PlistDict exchange(String request, String repliedAs, PlistDict arguments) throws IOException {
        wire.within(timeout);
        PlistFrames.write(out, arguments.with(REQUEST, request).with("Label", label));
        PlistDict reply = PlistFrames.read(in);
        if (reply.string(REQUEST).filter(repliedAs::equals).isEmpty()) {
            throw new UnexpectedReply(request, "it answers another request");
        }
        return reply;
    }

    /** What a reply refuses: {@code Error} since iOS 5; before, {@code Result} alone said that something failed. */
    static Optional<DeviceError> error(String request, PlistDict reply) throws UnexpectedReply {
        if (reply.has("Error")) {
            return Optional.of(DeviceError.of(request, reply.string("Error")
                    .orElseThrow(() -> new UnexpectedReply(request, "its Error is no text"))));
        }
        return reply.string("Result").filter("Failure"::equals).map(failure -> DeviceError.of(request, failure));
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
