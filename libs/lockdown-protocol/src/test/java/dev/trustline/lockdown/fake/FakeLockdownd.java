package dev.trustline.lockdown.fake;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.PlainAfterTls;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsServerProtocol;

/** lockdownd of one phone, whose answers a test may change. */
public final class FakeLockdownd implements FakePeer.Script {
    /** Made once: RSA keys are slow. */
    public static final KeyPair DEVICE = RsaKeys.generate();
    public static final HostIdentity IDENTITY = HostIdentity.generate();
    public static final String BUID = "30142955-4440-9437-9208-051516112233";

    public final Map<String, Object> values = new ConcurrentHashMap<>(Map.of(
            "ProductVersion", "17.5.1", "DeviceName", "Test iPhone",
            "DevicePublicKey", Pem.writeDevicePublicKey(RsaKeys.info(DEVICE.getPublic()))));
    public final Map<String, Function<PlistDict, PlistDict>> answers = new ConcurrentHashMap<>();
    public final List<PlistDict> requests = new CopyOnWriteArrayList<>();
    public ProtocolVersion[] versions = ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
    public boolean refuseHostCertificate;
    private final PairRecord record;

    public FakeLockdownd(PairRecord record) {
        this.record = record;
        answers.put("QueryType", q -> PlistDict.of("Type", "com.apple.mobile.lockdown"));
        answers.put("GetValue", this::value);
        answers.put("StartSession", q -> PlistDict.of("SessionID", "S-1", "EnableSessionSSL", true));
        for (String request : List.of("SetValue", "RemoveValue", "StopSession", "ValidatePair")) {
            answers.put(request, q -> PlistDict.empty());
        }
        answers.put("Unpair", q -> PlistDict.of("Request", "ValidatePair"));
    }

    public static PairRecord record() {
        return PairingCertificates.issue(IDENTITY, RsaKeys.info(DEVICE.getPublic()), BUID, Instant.now());
    }

    @Override
    public void talk(InputStream in, OutputStream out) throws Exception {
        try {
            talk(in, out, false);
        } catch (ConnectionEnded e) {
            // the host is done
        }
    }

    private void talk(InputStream in, OutputStream out, boolean inside) throws Exception {
        while (true) {
            PlistDict request = PlistFrames.read(in);
            requests.add(request.with("InsideTls", inside));
            String name = request.string("Request").orElseThrow();
            PlistDict answer = answers.getOrDefault(name, q -> PlistDict.of("Error", "InvalidResponse")).apply(request);
            PlistFrames.write(out, answer.has("Request") ? answer : answer.with("Request", name));
            if (name.equals("StopSession")) {
                return;
            }
            if (name.equals("StartSession") && answer.bool("EnableSessionSSL").orElse(false)) {
                byte[] trusted = refuseHostCertificate ? new byte[0] : record.hostCertificate().getEncoded();
                TlsServerProtocol tls = new PhoneTls(DEVICE.getPrivate(), record.deviceCertificate(), trusted, versions)
                        .accept(in, out);
                talk(tls.getInputStream(), tls.getOutputStream(), true);
                tls.close();
                talk(new PlainAfterTls(in), out, false);
            }
        }
    }

    private PlistDict value(PlistDict request) {
        String key = request.string("Key").orElse("");
        if (key.isEmpty()) {
            PlistDict all = PlistDict.empty();
            for (Map.Entry<String, Object> entry : values.entrySet()) {
                all = all.with(entry.getKey(), entry.getValue());
            }
            return PlistDict.of("Value", all);
        }
        return values.containsKey(key) ? PlistDict.of("Key", key, "Value", values.get(key))
                : PlistDict.of("Error", "MissingValue");
    }
}
