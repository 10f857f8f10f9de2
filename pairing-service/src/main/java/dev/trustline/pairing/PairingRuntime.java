package dev.trustline.pairing;

import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.producer.ProcessEpoch;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.handshake.Calm;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.handshake.Permits;
import dev.trustline.pairing.health.HostFacts;
import dev.trustline.pairing.health.VaultHealth;
import dev.trustline.pairing.lockdown.CableWatch;
import dev.trustline.pairing.messaging.BrokerTime;
import dev.trustline.pairing.messaging.DeadLetterMarks;
import dev.trustline.pairing.messaging.DeadLetterQueue;
import dev.trustline.pairing.messaging.HostInbox;
import dev.trustline.pairing.messaging.HostReports;
import dev.trustline.pairing.messaging.KafkaConnection;
import dev.trustline.pairing.messaging.KafkaStart;
import dev.trustline.pairing.messaging.NewestReports;
import dev.trustline.pairing.messaging.ResultPublisher;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.IdentityPool;
import dev.trustline.pairing.pairrecord.VaultKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/**
 * The service put together: threads, ports and adapters, in the order in which they must start and stop. Subscribe first,
 * then ask usbmuxd what is attached.
 */
final class PairingRuntime implements CableWatch.Listener, HostInbox.Listener {
    private static final Logger LOG = Logger.getLogger(PairingRuntime.class);
    private static final Duration ABANDONED = Duration.ofSeconds(10);
    private static final Duration TEND_VAULT = Duration.ofMinutes(1);
    private static final Duration LONGEST_DELAY_OF_KEYS = Duration.ofSeconds(3);

    private final PairingConfig config;
    private final String host;
    private final Clock clock;
    private final PairingMetrics metrics;
    private final ConsentWiring consent;
    private final SupervisionWiring supervision;
    private final HoldWiring holds;
    private final IdentityWiring identity;
    private final PromptWiring prompts;
    private final HandshakeWiring handshakes;
    private final Runnable hostNameTaken;
    private final ServiceThreads threads = ServiceThreads.create();
    private final Turns reporting = new Turns();
    private final BrokerTime brokerTime = new BrokerTime();
    private final HostFacts hostFacts;
    private final CableWatch cables;
    private final UsbmuxClient usbmuxd;
    private final IdentityPool pool;
    private final Calm calm = new Calm();
    private final Permits permits;
    private final Thread poolThread;
    private final FileVault vault;
    private final AnsweredFile answered;
    private final KafkaConnection kafka;
    private Thread cableThread;
    private Thread inboxThread;
    private Producer<String, byte[]> producer;
    private Producer<byte[], byte[]> deadLetters;
    private ResultPublisher results;
    private volatile Lanes lanes;
    private volatile HostInbox inbox;
    private volatile HostReports reports;
    private volatile boolean started;

    PairingRuntime(PairingConfig config, String host, StartUp.Keys keys, KafkaConnection kafka, Observing observing, Runnable hostNameTaken)
            throws IOException, VaultKey.UnusableKey {
        this.config = config;
        this.host = host;
        this.clock = Clock.offset(Clock.systemUTC(), config.clockOffset());
        this.metrics = observing.metrics();
        this.hostNameTaken = hostNameTaken;
        this.kafka = kafka;
        UsbmuxAddress address = StartUp.usbmuxdAddress(config);
        this.usbmuxd = new UsbmuxClient(address, UsbmuxClient.USUAL_TIMEOUT);
        this.cables = new CableWatch(usbmuxd, this);
        this.consent = new ConsentWiring(config, keys.vault(), metrics);
        this.supervision = new SupervisionWiring(config, clock);
        this.holds = new HoldWiring(config, host);
        this.prompts = new PromptWiring(config, host, calm);
        this.handshakes = new HandshakeWiring(config, host, clock, observing, usbmuxd, cables, consent, supervision.port(), holds, prompts, LabWiring.of(config, keys));
        this.vault = new FileVault(config.dataDir().resolve("vault"), host, keys.vault());
        vault.openAll();
        this.answered = new AnsweredFile(config.dataDir().resolve("answered-commands"));
        this.pool = new IdentityPool(config.dataDir().resolve("pool"), config.identityPool(), keys.vault());
        this.permits = new Permits(config.parallel(), calm);
        this.poolThread = ServiceThreads.daemon(() -> pool.fill(() -> calm.await(LONGEST_DELAY_OF_KEYS)), "identity-pool");
        this.identity = new IdentityWiring(config, host, keys, usbmuxd, vault, threads.timer());
        this.hostFacts = new HostFacts(host, address, ConsentWiring.policyName(config), new HostFacts.Found(identity.identity(), cables, new HostFacts.Stored(vault::generation, holds::heldBy),
                Stream.of(List.of(new VaultHealth(vault), holds, handshakes.lab().lostRecords()), identity.problems(), consent.problems(), supervision.problems()).flatMap(List::stream).toList()), clock);
    }

    /** How the service is seen from outside. */
    record Observing(PairingMetrics metrics, io.opentelemetry.api.OpenTelemetry telemetry) {}

    /** Starts everything; blocks until Kafka answers. */
    void start() throws IOException, InterruptedException {
        TlsWarmth.ofProcess().begin(calm);
        cableThread = ServiceThreads.start(cables, "cable-watch");
        EventCodec codec = new EventCodec();
        KafkaStart kafkaStart = new KafkaStart(kafka, codec);
        kafkaStart.awaitGoodTopics();
        NewestReports before = kafkaStart.reports();
        identity.begin(before);
        EventSource source = EventSource.of(host, EventSource.PAIRING_SERVICE);
        ProcessEpoch epochs = new ProcessEpoch(config.dataDir().resolve("epoch"), clock);
        EventNumbering numbering = new EventNumbering(source, epochs.next(before.epoch(host, EventSource.PAIRING_SERVICE)), clock);
        KafkaRecords records = new KafkaRecords(codec);
        producer = kafka.producer("pairing-service");
        deadLetters = kafka.deadLetterProducer();
        results = new ResultPublisher(producer, records, numbering, brokerTime, threads.sender(), metrics);
        lanes = new Lanes(handshakes.parts(vault, pool, permits, brokerTime, results, udid -> lanes.doubted(udid)), threads.lanes(), config.openAttempts(), hostFacts::stepFailed);
        holds.hold().onChange(lanes::hostHoldChanged);
        reports = new HostReports(producer, records, numbering, brokerTime, hostFacts::report);
        kafkaStart.firstReport(reports);
        holds.begin(results);
        if (consent.needsPorts()) {
            before.of(host, EventSource.USB_WATCHER).ifPresent(consent::reported);
        }
        inbox = new HostInbox(host, config.commandLife(), new HostInbox.Parts(kafka, codec, lanes, results, answered, holds.hold(), brokerTime,
                new DeadLetterQueue(deadLetters, metrics, new DeadLetterMarks(config.dataDir().resolve("dead-letters"))), metrics), this);
        inboxThread = ServiceThreads.start(inbox, "inbox");
        beginTimers(kafkaStart);
        started = true;
        gauges();
        poolThread.start();
    }

    private void beginTimers(KafkaStart kafkaStart) {
        long every = config.reportInterval().toMillis();
        reporting.turn();
        threads.timer().scheduleWithFixedDelay(new GuardedTask("report", reports::report, reporting), every, every, TimeUnit.MILLISECONDS);
        threads.timer().scheduleWithFixedDelay(new GuardedTask("report-of-changes", reports::reportIfChanged, reporting), 1, 1, TimeUnit.SECONDS);
        long look = config.allowListReload().toMillis();
        threads.timer().scheduleWithFixedDelay(new GuardedTask("allow-list", consent::look, reporting), look, look, TimeUnit.MILLISECONDS);
        long lookAtIdentity = SupervisionWiring.EVERY.toMillis();
        threads.timer().scheduleWithFixedDelay(new GuardedTask("supervision-identity", supervision::look, reporting), lookAtIdentity, lookAtIdentity, TimeUnit.MILLISECONDS);
        threads.timer().scheduleWithFixedDelay(new GuardedTask("vault", this::tendVault, reporting), TEND_VAULT.toMillis(), TEND_VAULT.toMillis(), TimeUnit.MILLISECONDS);
        threads.timer().scheduleWithFixedDelay(new GuardedTask("other-hosts", () -> identity.lookAgain(kafkaStart, brokerTime.clock(clock)), reporting), 1, 1, TimeUnit.MINUTES);
        VerificationWiring verifications = new VerificationWiring(VerificationWiring.schedule(config), vault, cables::attached, lanes, brokerTime.clock(clock));
        threads.timer().scheduleWithFixedDelay(new GuardedTask("abandoned-attempts", new AbandonedAttempts(vault, cables, lanes)::look, reporting), ABANDONED.toMillis(), ABANDONED.toMillis(), TimeUnit.MILLISECONDS);
        long lookAtProofs = VerificationWiring.lookEvery(config).toMillis();
        threads.timer().scheduleWithFixedDelay(new GuardedTask("verifications", verifications::look, reporting), lookAtProofs, lookAtProofs, TimeUnit.MILLISECONDS);
    }

    private void tendVault() {
        vault.tend();
        lanes.lookAgainAfterTrouble();
    }

    private void gauges() {
        metrics.gauge(PairingMetrics.IN_PROGRESS, () -> lanes.openAttempts());
        metrics.gauge(PairingMetrics.POOL, pool::available);
        metrics.gauge(PairingMetrics.UNWRITTEN, () -> results.unwritten());
        metrics.vaultEntries(vault::usable, () -> vault.unusable().size());
        prompts.gauges(metrics);
        metrics.gauge(PairingMetrics.USBMUXD, () -> cables.isConnected() ? 1 : 0);
    }

    @Override
    public void attached(Udid udid) {
        Lanes now = lanes;
        if (now != null) {
            now.cableChanged(udid);
            threads.timer().schedule(() -> now.listed(udid), config.watcherGrace().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void detached(Udid udid) {
        consent.unlisted(udid);
        prompts.unlisted(udid);
        Lanes now = lanes;
        if (now != null) {
            now.cableChanged(udid);
        }
    }

    @Override
    public void recordSaved(Udid udid) {
        Lanes now = lanes;
        if (now != null) {
            now.recordSaved(udid);
        }
    }

    @Override
    public void device(DeviceEvent event) {
        consent.device(event);
    }

    @Override
    public void listening() {
        cables.attached().forEach(lanes::listed);
    }

    @Override
    public void hostNameTaken() {
        lanes.stop();
        hostNameTaken.run();
    }

    /** Not ready, stop consuming, park attempts, flush, close: in this order. */
    void stop() {
        LOG.info("pairing-service stops: attempts are parked and go on when it is back");
        if (inbox != null) {
            inbox.stop();
            lanes.stop();
            parkLanes();
            prompts.stop();
            boolean written = results.flush(config.drain());
            threads.endLanes(config.drain());
            if (!written) {
                LOG.warnf("stopped with unwritten results; the devices are looked at again at the next start unwritten=%d", results.unwritten());
            }
            producer.close(config.drain());
            deadLetters.close(config.drain());
        }
        try {
            cables.close();
        } catch (IOException e) {
            LOG.debugf("closing the watch on usbmuxd error=%s", e.getMessage());
        }
        vault.tend();
        poolThread.interrupt();
        threads.stop();
    }

    /** Lanes end by themselves once they are told; an interrupt would cut a write of the vault. */
    private void parkLanes() {
        try {
            if (!lanes.awaitIdle(config.drain())) {
                LOG.warn("a handshake does not end; it is cut off and goes on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long ago each loop last turned over, by name; none before they have begun. */
    Map<String, Duration> sinceLastTurns() {
        return started
                ? Map.of("cable-watch", cables.sinceLastTurn(), "inbox", inbox.sinceLastTurn(), "reports", reporting.sinceLast(), "prompt-watch", prompts.sinceLastTurn())
                : Map.of();
    }

    /** What a person should mend on this host. */
    List<HostProblem> problems() {
        return hostFacts.problems();
    }

    /** Whether all threads are there. */
    boolean isAlive() {
        return alive(cableThread) && alive(inboxThread);
    }

    /** Why it is not ready, empty if it is. */
    String notReadyBecause() {
        String cold = TlsWarmth.ofProcess().missing();
        if (!cold.isEmpty()) {
            return cold;
        }
        if (inbox == null) {
            return "Kafka does not answer yet";
        }
        if (!inbox.isListening()) {
            return "nothing is assigned to the inbox yet";
        }
        if (results.isRefusing()) {
            return "Kafka takes no results";
        }
        return cables.isConnected() ? "" : "usbmuxd does not answer: " + cables.lastError();
    }

    private static boolean alive(Thread thread) {
        return thread == null || thread.isAlive();
    }
}
