package dev.trustline.benchmarks.jmh;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.client.ProvenSession;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.LabStartFailed;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A session with a virtual phone over TCP: connection, StartSession, TLS handshake with both certificates, one value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TlsBenchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LABEL = "benchmark";

    /** The newest version that the phone speaks. */
    @Param({"1.2", "1.3"})
    public String tls;

    private VirtualLab lab;
    private UsbmuxClient usbmux;
    private int deviceId;
    private PairRecord record;

    /** Pairs a phone. */
    @Setup
    public void pair() throws LabStartFailed, IOException {
        lab = VirtualLab.start(LabOptions.builder().phones(1).host(HostOptions.onFreePort(LABEL)).personality("1:tls-max=" + tls).withoutHttp().build());
        usbmux = new UsbmuxClient(UsbmuxAddress.parse("127.0.0.1:" + lab.host().muxAddress().orElseThrow().getPort()), PATIENCE);
        deviceId = usbmux.listDevices().get(0).deviceId();
        PairRecord candidate;
        try (LockdownClient client = LockdownClient.open(usbmux, deviceId, LABEL, PATIENCE)) {
            candidate = PairingCertificates.issue(HostIdentity.generate(), client.devicePublicKey(), usbmux.readBuid(), Instant.now());
        }
        askFor(candidate);
        LabPhone phone = lab.phone(1);
        phone.trust();
        record = askFor(candidate) instanceof PairAnswer.Paired paired ? paired.record() : candidate;
    }

    private PairAnswer askFor(PairRecord candidate) throws IOException {
        try (LockdownClient client = LockdownClient.open(usbmux, deviceId, LABEL, PATIENCE)) {
            return client.pair(candidate);
        }
    }

    /** Ends the phone. */
    @TearDown
    public void close() {
        lab.close();
    }

    /** The whole session; the phone's side runs in the same JVM. */
    @Benchmark
    public ProvenSession session() throws IOException {
        try (LockdownClient client = LockdownClient.open(usbmux, deviceId, LABEL, PATIENCE)) {
            return client.startSession(record);
        }
    }
}
