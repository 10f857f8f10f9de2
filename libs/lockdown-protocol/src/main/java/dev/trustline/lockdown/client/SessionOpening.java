package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.FormatFailure;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.error.TlsFailed;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.DeviceKeys;
import dev.trustline.lockdown.tls.LockdownTls;
import dev.trustline.lockdown.tls.TlsVersions;
import java.io.IOException;
import java.util.Optional;

/**
 * The steps from a plain connection to a session that is proven, and back.
 *
 * <pre>
 *   plain ── ProductVersion, DevicePublicKey ── StartSession ── TLS, key pinned ── GetValue inside ──► proven
 *     ▲                                                                                                  │
 *     └──────────────────────────── StopSession inside, TLS records skipped ◄────────────────────────────┘
 * </pre>
 */
final class SessionOpening {
    private static final String START_SESSION = "StartSession";
    private static final String PRODUCT_VERSION = "ProductVersion";

    private final LockdownClient client;
    private final LockdownChannel channel;
    private String sessionId;

    SessionOpening(LockdownClient client, LockdownChannel channel) {
        this.client = client;
        this.channel = channel;
    }

    ProvenSession start(PairRecord record) throws IOException {
        String told = client.getText(PRODUCT_VERSION).orElse("");
        refuseAnotherKey(record);
        return start(record, told);
    }

    ProvenSession start(PairRecord record, String told) throws IOException {
        PlistDict reply = channel.ask(START_SESSION,
                PlistDict.of("HostID", record.hostId(), "SystemBUID", record.systemBuid()));
        if (!reply.bool("EnableSessionSSL").orElse(false)) {
            throw new SessionNotProven("the device did not enable TLS for it");
        }
        sessionId = reply.string("SessionID").orElseThrow(() -> new UnexpectedReply(START_SESSION, "no SessionID"));
        LockdownTls tls = channel.startTls(record, TlsVersions.forProductVersion(told));
        return new ProvenSession(firstReplyInside().orElse(told), tls.negotiated());
    }

    /** Told before the HostID is: an erased phone, or another one, has another key. A phone may keep it to itself. */
    private void refuseAnotherKey(PairRecord record) throws IOException {
        try {
            Optional<Object> pem = client.getValue("DevicePublicKey");
            if (pem.isPresent() && pem.get() instanceof byte[] bytes
                    && !DeviceKeys.same(Pem.devicePublicKey(bytes), record.devicePublicKey())) {
                throw new DeviceKeyMismatch();
            }
        } catch (DeviceError.GetProhibited e) {
            // TLS pins the same key
        }
    }

    /** With TLS 1.3 this is where a phone that refuses our certificate shows it: as an alert, an end or a reset. */
    private Optional<String> firstReplyInside() throws IOException {
        try {
            return client.getText(PRODUCT_VERSION);
        } catch (DeviceError refusedButProven) {
            return Optional.empty();
        } catch (ConnectionEnded e) {
            throw new TlsFailed("the first reply inside the session", e);
        } catch (FormatFailure e) {
            throw new SessionNotProven("the first reply inside it is malformed");
        }
    }

    void stop() throws IOException {
        if (!channel.isInsideTls()) {
            return;
        }
        channel.ask("StopSession", PlistDict.of("SessionID", sessionId));
        channel.endTls();
        sessionId = null;
    }
}
