package dev.trustline.pairing;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.pairing.messaging.KafkaConnection;
import dev.trustline.pairing.messaging.KafkaStart;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.VaultKey;
import dev.trustline.pairing.supervision.SupervisionFile;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;

/** Starts and stops the service. What is configured wrongly stops it at once, with one sentence; what is merely away is waited for. */
@ApplicationScoped
public class StartUp {
    private static final Logger LOG = Logger.getLogger(StartUp.class);
    private static final int CONFIGURED_WRONGLY = 2;
    private static final int HOST_NAME_TAKEN = 3;
    private static final Duration SHORTEST_ALERT_POLL = Duration.ofMillis(100);

    private final PairingConfig config;
    private final PairingRuntime.Observing observing;
    private final Map<String, Object> kafkaConfig;
    private volatile PairingRuntime runtime;
    private volatile boolean stopping;

    StartUp(PairingConfig config, PairingMetrics metrics, OpenTelemetry telemetry, @Identifier("default-kafka-broker") Map<String, Object> kafkaConfig) {
        this.config = config;
        this.observing = new PairingRuntime.Observing(metrics, telemetry);
        this.kafkaConfig = new HashMap<>(kafkaConfig);
    }

    /**
     * The keys of this host.
     *
     * @param vault encrypts the vault
     * @param lab   makes fingerprints, if there is one
     */
    record Keys(KeyRing vault, Optional<SecretKey> lab) {
        @Override
        public String toString() {
            return "Keys[secret]";
        }
    }

    void onStart(@Observes StartupEvent event) {
        Thread starter = new Thread(this::start, "start");
        starter.setDaemon(true);
        starter.start();
    }

    private void start() {
        try {
            String host = hostName();
            checkAlertPoll(config);
            checkAllowList(config);
            Files.createDirectories(config.dataDir());
            FolderLock.hold(config.dataDir());
            LOG.infof("pairing-service starts host=%s usbmuxd=%s dataDir=%s policy=%s", host, usbmuxdAddress(config), config.dataDir(), config.policy());
            runtime = new PairingRuntime(config, host, keys(), new KafkaConnection(kafkaConfig), observing, () -> exit(HOST_NAME_TAKEN));
            runtime.start();
            LOG.info("pairing-service listens");
        } catch (VaultKey.UnusableKey | KafkaStart.WrongTopics | UnusableAddress | IllegalArgumentException | FolderLock.Held e) {
            LOG.errorf("%s", e.getMessage());
            exit(CONFIGURED_WRONGLY);
        } catch (SupervisionFile.Unusable e) {
            LOG.errorf("%s", e.getMessage());
            exit(CONFIGURED_WRONGLY);
        } catch (IOException e) {
            LOG.errorf(e, "the data folder %s cannot be used: %s", config.dataDir(), e.getMessage());
            exit(CONFIGURED_WRONGLY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Keys keys() throws VaultKey.UnusableKey {
        KeyRing vault = VaultKey.ring(config.vaultKeyFile(), config.dataDir());
        Optional<Path> lab = config.labKeyFile();
        return new Keys(vault, lab.isPresent() ? Optional.of(VaultKey.read(lab.get(), config.dataDir())) : Optional.empty());
    }

    private String hostName() throws IOException {
        String name = config.host().isPresent() ? config.host().get() : InetAddress.getLocalHost().getHostName();
        if (!EventSource.isHostName(name)) {
            throw new IllegalArgumentException("pairing.host is not a host name: 1 to 63 letters, digits, dots, dashes, underscores");
        }
        return name;
    }

    /** Zero is a value of its own, which no range of the mapping can say. */
    static void checkAlertPoll(PairingConfig config) {
        Duration poll = config.alertPoll();
        if (!poll.isZero() && poll.compareTo(SHORTEST_ALERT_POLL) < 0) {
            throw new IllegalArgumentException("pairing.alert-poll is " + poll.toMillis() + " ms: give 0 for never, or at least 100 ms");
        }
    }

    /** A policy that needs a file. */
    static void checkAllowList(PairingConfig config) {
        if (config.policy() == PairingConfig.Policy.ALLOW_LIST && config.allowListFile().isEmpty()) {
            throw new IllegalArgumentException("pairing.policy is allow-list, but pairing.allow-list-file names no file: give one, or another policy");
        }
    }

    static UsbmuxAddress usbmuxdAddress(PairingConfig config) throws UnusableAddress {
        return config.usbmuxd().isPresent() ? UsbmuxAddress.parse(config.usbmuxd().get()) : UsbmuxAddress.fromEnvironment(System.getenv());
    }

    private static void exit(int code) {
        Quarkus.asyncExit(code);
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
        if (runtime != null) {
            runtime.stop();
        }
    }

    /** How long ago each loop of the service last turned over, by name. */
    public Map<String, Duration> sinceLastTurns() {
        return runtime == null ? Map.of() : runtime.sinceLastTurns();
    }

    /** What a person should mend on this host. */
    public List<HostProblem> problems() {
        return runtime == null ? List.of() : runtime.problems();
    }

    /** Whether the service's threads are there. */
    public boolean isAlive() {
        return runtime == null || runtime.isAlive();
    }

    /** Why it is not ready; empty if it is. */
    public String notReadyBecause() {
        if (stopping) {
            return "it is being stopped";
        }
        return runtime == null ? "it is starting" : runtime.notReadyBecause();
    }
}
