package dev.trustline.usbwatcher;

import dev.trustline.events.producer.ProcessEpoch;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import dev.trustline.usbwatcher.messaging.BrokerGate;
import dev.trustline.usbwatcher.messaging.DeviceTrace;
import dev.trustline.usbwatcher.messaging.HostFacts;
import dev.trustline.usbwatcher.messaging.KafkaRecordSender;
import dev.trustline.usbwatcher.messaging.LastReport;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * The life of the service. Starting waits for the broker (not ready meanwhile), because the epoch depends on what this host
 * last published; topics with wrong settings, an unusable data folder or address end the process with exit code 2. Stopping:
 * not ready, sources closed, outbox flushed, producer closed.
 *
 * <pre>
 *   STARTING ──broker, topics, epoch──▶ RUNNING ──SIGTERM──▶ STOPPING
 *       └────────wrong topics, folder, address───▶ REFUSED (exit 2)
 * </pre>
 */
@Singleton
public class UsbWatcher {
    private static final Logger LOG = Logger.getLogger(UsbWatcher.class);
    private static final int EXIT_REFUSED = 2;
    private static final long RETRY_MS = 1_000;
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final UsbWatcherConfig config;
    private final Map<String, Object> kafka;
    private final WatcherMeters meters;
    private final Tracer tracer;
    private final String version;
    private final LoopBeats beats = new LoopBeats(System::nanoTime);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile WatcherState state = WatcherState.STARTING;
    private volatile String refusal = "";
    private volatile WatchSession session;
    private Thread starting;

    UsbWatcher(UsbWatcherConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka, WatcherMeters meters,
            Tracer tracer, ApplicationConfig application) {
        this.config = config;
        this.kafka = kafka;
        this.meters = meters;
        this.tracer = tracer;
        this.version = application.version().orElse("unknown");
    }

    void onStart(@Observes StartupEvent event) {
        starting = new Thread(this::start, "usb-watcher-start");
        starting.setDaemon(true);
        starting.start();
    }

    private void start() {
        try {
            HostFacts facts = HostFacts.ofThisMachine(config.host(), version);
            LOG.infof("usb-watcher starts host=%s source=%s usbmuxd=%s dataDir=%s scanInterval=%s reportInterval=%s", facts.host(),
                    config.source(), config.usbmuxd().orElse("default"), config.dataDir(), config.scanInterval(), config.reportInterval());
            Files.createDirectories(config.dataDir());
            List<String> wrong = new BrokerGate(kafka, stop).topicProblems();
            if (wrong.isEmpty()) {
                run(facts, lastReport(facts));
            } else {
                wrong.forEach(problem -> LOG.errorf("a topic is not as it must be: %s", problem));
                refuse(String.join("; ", wrong));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf(e, "usb-watcher cannot start error=%s", e.getMessage());
            refuse(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped before the broker came
        } catch (RuntimeException e) {
            LOG.errorf(e, "starting ended by a defect error=%s", e.getMessage());
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private LastReport lastReport(HostFacts facts) throws InterruptedException {
        while (true) {
            try {
                return LastReport.read(kafka, facts.key());
            } catch (KafkaException e) {
                LOG.warnf("the last report cannot be read, trying again error=%s", e.getMessage());
            }
            if (stop.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopped while reading the last report");
            }
        }
    }

    private void run(HostFacts facts, LastReport last) throws IOException, UnusableAddress {
        Clock clock = Clock.offset(Clock.systemUTC(), config.clockOffset());
        long epoch = new ProcessEpoch(config.dataDir().resolve("epoch"), clock).next(last.epoch());
        KafkaRecordSender sender = new KafkaRecordSender(kafka, "usb-watcher-" + facts.host());
        WatchSession made = new WatchSession(config, facts, epoch, clock, sender, new WatchSession.Observers(new DeviceTrace(tracer), meters, beats));
        made.start(last);
        session = made;
        state = WatcherState.RUNNING;
        LOG.infof("usb-watcher runs host=%s epoch=%d", facts.host(), epoch);
    }

    private void refuse(String why) {
        refusal = why;
        state = WatcherState.REFUSED;
        Quarkus.asyncExit(EXIT_REFUSED);
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        state = state == WatcherState.REFUSED ? state : WatcherState.STOPPING;
        stop.countDown();
        starting.join(RETRY_MS);
        WatchSession running = session;
        if (running != null) {
            running.close(FLUSH);
        }
    }

    /** Where the service is in its life. */
    public WatcherState state() {
        return state;
    }

    /** Why it refused to start, or nothing. */
    public String refusal() {
        return refusal;
    }

    /** The session, while there is one. */
    Optional<WatchSession> session() {
        return Optional.ofNullable(session);
    }

    /** Which loops turn over. */
    public LoopBeats beats() {
        return beats;
    }
}
