package dev.trustline.pairing.handshake;

import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.RelationResult;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.lockdown.CableWatch;
import dev.trustline.pairing.lockdown.LockdownDeviceGateway;
import dev.trustline.pairing.lockdown.SocketUsbmuxdRecords;
import dev.trustline.pairing.lockdown.WifiConnections;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.HoldFile;
import dev.trustline.pairing.pairrecord.LabDeposit;
import dev.trustline.pairing.pairrecord.PooledRecordMint;
import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.LabPhone;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;

/** The whole pairing of one host without Kafka: real sockets, real TLS, real files, virtual phones. */
final class HandshakeLab implements AutoCloseable, CableWatch.Listener {
    static final String HOST = "bench-7";
    static final SecretKeySpec LAB_KEY = new SecretKeySpec("the lab's key, the same each host".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "AES");
    private static final SecretKeySpec VAULT_KEY = new SecretKeySpec(new byte[32], "AES");
    private static final Duration BOOT = Duration.ofMillis(300);

    static {
        // a case waits some ten times: what is waited for is mostly there at once, and on a slow machine late
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(120));
    }

    final VirtualLab phones;
    final Path folder;
    final List<PairingResult> said = new CopyOnWriteArrayList<>();
    final List<Exception> problems = new CopyOnWriteArrayList<>();
    final List<String> ended = new CopyOnWriteArrayList<>();
    final List<String> verified = new CopyOnWriteArrayList<>();
    final List<String> answered = new CopyOnWriteArrayList<>();
    final FaultyGateway faults = new FaultyGateway();
    final FaultyRecords usbmuxdRecords = new FaultyRecords();
    private final Supplier<HostIdentity> identities = KnownKeys.identities();
    private final AtomicLong numbers = new AtomicLong();
    final AtomicInteger wifiSwitchedOff = new AtomicInteger();
    private boolean wifiForbidden;
    private UnaryOperator<HandshakeSettings> change = s -> s;
    private UnaryOperator<DeviceGateway> gateway = g -> g;
    private HostIdDeposit deposit = HostIdDeposit.NONE;
    private int openAttempts = 256;
    private java.util.Queue<Runnable> unwritten;
    private ConsentPolicy.Say say = ConsentPolicy.Say.ALLOW;
    private ConsentPolicy consent = (udid, facts) -> new ConsentPolicy.Decision(say, "policy:test");
    private Supervision supervision = Supervision.NONE;
    HostHold hostHold;
    ListeningSide prompts;
    private volatile Vault vault;
    private CableWatch cables;
    private ExecutorService threads;
    private volatile Lanes lanes;

    HandshakeLab(Path folder, String... personalities) throws Exception {
        this(folder, 1, personalities);
    }

    HandshakeLab(Path folder, int count, String... personalities) throws Exception {
        this.folder = folder;
        LabOptions.Builder options = LabOptions.builder().phones(count).host(HostOptions.onFreePort(HOST)).withoutHttp()
                .deviceKeys(KnownKeys.ofPhones(personalities)).boot(BOOT);
        for (String personality : personalities) {
            options.personality(personality);
        }
        this.phones = VirtualLab.start(options.build());
    }

    HandshakeLab with(UnaryOperator<HandshakeSettings> settings) {
        change = settings;
        return this;
    }

    /** What stands between this host and its phones. */
    HandshakeLab through(UnaryOperator<DeviceGateway> around) {
        gateway = around;
        return this;
    }

    HandshakeLab policy(ConsentPolicy.Say decision) {
        say = decision;
        return this;
    }

    HandshakeLab consent(ConsentPolicy policy) {
        consent = policy;
        return this;
    }

    HandshakeLab supervision(Supervision identity) {
        supervision = identity;
        return this;
    }

    /** Trusted phones are listened to. */
    HandshakeLab listening() throws IOException {
        prompts = new ListeningSide();
        return this;
    }

    /** This host has the lab's key. */
    HandshakeLab withLabKey() {
        deposit = LabDeposit.under(Optional.of(LAB_KEY));
        return this;
    }

    HandshakeLab wifiForbidden() {
        wifiForbidden = true;
        return this;
    }

    HandshakeLab openAttempts(int most) {
        openAttempts = most;
        return this;
    }

    /** Starts this host's side. */
    HandshakeLab start() throws IOException {
        return start(new FileVault(folder.resolve("vault"), HOST, VAULT_KEY));
    }

    /** What the vault has of the phone. */
    VaultEntry stored() {
        return vault.load(udid());
    }

    HandshakeLab start(Vault vault) throws IOException {
        this.vault = vault;
        InetSocketAddress address = phones.host().muxAddress().orElseThrow();
        UsbmuxClient usbmuxd = new UsbmuxClient(UsbmuxAddress.parse("127.0.0.1:" + address.getPort()), Duration.ofSeconds(5));
        cables = new CableWatch(usbmuxd, this);
        threads = Executors.newCachedThreadPool();
        hostHold = new HostHold(new HoldFile(folder.resolve("host-hold")));
        HandshakeSettings settings = change.apply(new HandshakeSettings(HOST, Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofMinutes(5),
                Optional.of(Duration.ofMillis(400)), Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(100), 3, Duration.ofMillis(50)));
        HandshakeParts parts = new HandshakeParts(gateway.apply(faults.over(new LockdownDeviceGateway(usbmuxd, cables, Duration.ofSeconds(5), HOST,
                new WifiConnections(wifiForbidden, wifiSwitchedOff::incrementAndGet)))),
                usbmuxdRecords.over(new SocketUsbmuxdRecords(usbmuxd)), vault, new PooledRecordMint(identities, Clock.systemUTC()),
                consent, supervision, this::report,
                meter(), new Permits(4, new Calm()), settings, Clock.systemUTC(),
                hostHold, new HostIdentityGuard(hostHold, new HostIdentityGuard.Rule(3, Duration.ofMinutes(10)), HOST, Clock.systemUTC(), this::report),
                prompts == null ? BackupAnnouncements.NOBODY : prompts::announce, deposit);
        lanes = new Lanes(parts, threads, openAttempts, problems::add);
        hostHold.onChange(lanes::hostHoldChanged);
        if (prompts != null) {
            prompts.start(usbmuxd, parts.gateway()::find, vault, this::report, udid -> lanes.doubted(udid));
        }
        threads.execute(cables);
        // usbmuxd's first list comes just after it has answered
        Awaitility.await().pollDelay(Duration.ofMillis(100)).until(cables::isConnected);
        return this;
    }

    private AttemptMeter meter() {
        return new AttemptMeter() {
            @Override
            public void ended(TrustStatus outcome, Duration sinceCable) {
                ended.add(outcome.wireText());
            }

            @Override
            public void verified(Verification.Occasion occasion, Verification.Outcome outcome) {
                verified.add(occasion.text() + "/" + outcome.text());
            }
        };
    }

    /** A verification is due. */
    void verify(ProofSchedule.Due due, Runnable done) {
        lanes.verify(due, done);
    }

    private void report(PairingResult result, ResultSink.Origin origin, Optional<String> answering, Runnable written) {
        said.add(result);
        if (prompts != null) {
            prompts.heard(result);
        }
        answering.ifPresent(answered::add);
        if (unwritten == null) {
            written.run();
        } else {
            unwritten.add(written);
        }
    }

    LabPhone phone() {
        return phones.phone(1);
    }

    Udid udid() {
        return Udid.parse(phone().udid());
    }

    /** usbmuxd lists the phone, as after the watcher's grace. */
    void listed() {
        lanes.listed(udid());
    }

    /** The watcher's event. */
    void attachEvent() {
        attachEvent(phone());
    }

    void attachEvent(LabPhone phone) {
        attachEvent(phone, Connection.USB);
    }

    void attachEvent(LabPhone phone, Connection connection) {
        DeviceAttached event = new DeviceAttached(Udid.parse(phone.udid()), HOST, connection, null, null, null, 1L, "usbmux");
        lanes.attached(event, envelope());
    }

    String command(PairingCommand command) {
        Envelope envelope = envelope().addressedTo(HOST, Instant.now().plusSeconds(900));
        lanes.commanded(command.device().orElseThrow(), command, envelope, () -> {});
        return envelope.id().toString();
    }

    private Envelope envelope() {
        return Envelope.of(new EventId(1, numbers.incrementAndGet()), EventSource.registry(), Instant.now(), 0);
    }

    @Override
    public void attached(Udid udid) {
        if (lanes != null) {
            lanes.cableChanged(udid);
        }
    }

    @Override
    public void detached(Udid udid) {
        if (prompts != null) {
            prompts.gone(udid);
        }
        if (lanes != null) {
            lanes.cableChanged(udid);
        }
    }

    @Override
    public void recordSaved(Udid udid) {
        if (lanes != null) {
            lanes.recordSaved(udid);
        }
    }

    /** {@code state/reason} of everything said of the phone. */
    List<String> history() {
        return history(phone());
    }

    List<String> history(LabPhone phone) {
        return said.stream().filter(RelationResult.class::isInstance).map(RelationResult.class::cast)
                .filter(r -> r.facts().udid().value().equals(Udid.parse(phone.udid()).value()))
                .map(r -> r.status().wireText() + "/" + r.facts().reason().wireText()).toList();
    }

    void awaitSaid(String... stateAndReason) {
        awaitSaid(phone(), stateAndReason);
    }

    void awaitSaid(LabPhone phone, String... stateAndReason) {
        Awaitility.await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(history(phone)).containsExactly(stateAndReason));
    }

    /** Why the command was rejected that was answered last. */
    Rejection awaitRejected(String command) {
        Awaitility.await().until(() -> answered.contains(command));
        return said.stream().filter(CommandRejected.class::isInstance).map(CommandRejected.class::cast)
                .reduce((first, second) -> second).orElseThrow().reason();
    }

    /** usbmuxd has told this host that the phone is gone. */
    void awaitGone() {
        Awaitility.await().until(() -> !cables.attached().contains(udid()));
    }

    /** usbmuxd has told this host that the phone is there: a command for one that is not is rejected. */
    void awaitListed() {
        Awaitility.await().until(() -> phone().snapshot().plugged() && cables.attached().contains(udid()));
    }

    RelationResult newest() {
        return (RelationResult) said.get(said.size() - 1);
    }

    boolean isTrustedBy(TrustStatus status) {
        return newest().status() == status;
    }

    /** The broker acknowledges nothing until {@link #acknowledgeOne} or the end of this host's side. */
    HandshakeLab withSlowBroker() {
        unwritten = new java.util.concurrent.ConcurrentLinkedQueue<>();
        return this;
    }

    void acknowledgeOne() {
        unwritten.remove().run();
    }

    /** Stops this host's side as a crash does: nothing is said any more. */
    void stopHost() throws IOException {
        lanes.stop();
        if (prompts != null) {
            prompts.close();
        }
        cables.close();
        Awaitility.await().until(() -> lanes.awaitIdle(Duration.ZERO));
        while (unwritten != null && !unwritten.isEmpty()) {
            acknowledgeOne();
        }
        threads.shutdown();
        Awaitility.await().until(threads::isTerminated);
        lanes = null;
    }

    @Override
    public void close() throws IOException {
        if (lanes != null) {
            stopHost();
        }
        phones.close();
        phones.phones().forEach(this::mustFollowTheFlow);
    }

    /** Whatever the case was about: one state followed the other as the diagram of docs/TRUST.md has it. */
    private void mustFollowTheFlow(LabPhone phone) {
        List<TrustStatus> states = said.stream().filter(RelationResult.class::isInstance).map(RelationResult.class::cast)
                .filter(r -> r.facts().udid().value().equals(Udid.parse(phone.udid()).value())).map(RelationResult::status).toList();
        for (int i = 1; i < states.size(); i++) {
            TrustStatus from = states.get(i - 1);
            TrustStatus to = states.get(i);
            org.assertj.core.api.Assertions.assertThat(from == to || TrustFlow.leads(from, to)).as("the diagram has %s to %s", from, to).isTrue();
        }
    }
}
