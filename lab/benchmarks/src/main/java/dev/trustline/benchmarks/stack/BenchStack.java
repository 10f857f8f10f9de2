package dev.trustline.benchmarks.stack;

import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.lab.Lab;
import dev.trustline.allinone.lab.LabOptions;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.lab.RegistrySide;
import dev.trustline.allinone.process.Ports;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.envelope.EventSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stack for one row: broker, database and the packaged services as child processes with the launcher's container
 * settings, the phones in this process, so that their clock is the benchmark's clock. Closing stops everything.
 */
public final class BenchStack implements AutoCloseable {
    /** The name of the lab host that is measured. */
    public static final String HOST = "bench";

    private final StackPlan plan;
    private final Lab lab;
    private final Optional<PhoneCrew> phones;
    private RegistrySide registry;
    private HostSide host;

    private BenchStack(StackPlan plan, Lab lab, Optional<PhoneCrew> phones) {
        this.plan = plan;
        this.lab = lab;
        this.phones = phones;
    }

    /** Broker and database and, if any are planned, the phones; no service yet. */
    static BenchStack backbone(StackPlan plan, Path root, Path data, Running running) throws BenchFailure, InterruptedException {
        Optional<PhoneCrew> phones = plan.phones() == 0 ? Optional.empty() : Optional.of(PhoneCrew.start(plan));
        phones.ifPresent(running::add);
        try {
            String usbmuxd = phones.map(PhoneCrew::usbmuxd).orElse("127.0.0.1:1");
            LabOptions options = new LabOptions(1, Optional.empty(), Optional.of(usbmuxd), HOST, data, Ports.free(), Ports.free(), Ports.free(),
                    Optional.empty(), Optional.empty(), Optional.empty(), List.of(), plan.environment());
            Lab lab = Lab.open(options, new Installation(root), line -> { });
            BenchStack stack = new BenchStack(plan, lab, phones);
            running.add(stack);
            lab.startBackbone();
            return stack;
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    /** Starts all three services; without phones the registry alone. */
    public void startServices() throws BenchFailure, InterruptedException {
        try {
            if (phones.isEmpty()) {
                startRegistry(EventSource.TRUST_REGISTRY, lab.backbone().database().jdbcUrl(), plan.registry());
            } else {
                lab.startServices();
                registry = lab.registry();
                host = lab.hostSide();
            }
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    /** Starts a copy of the registry on that database; it is the one that is asked from now on. */
    public LabPart startRegistry(String name, String jdbcUrl, Map<String, String> environment) throws BenchFailure, InterruptedException {
        try {
            var database = new dev.trustline.allinone.database.DatabaseAddress(jdbcUrl, lab.backbone().database().user(), lab.backbone().database().password());
            registry = new RegistrySide(lab.surroundings(), name, kafka(), database, lab.passwordFile(), Ports.free(), environment);
            lab.startAlso(registry.part());
            return registry.part();
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    /** Stops pairing-service and starts it with other variables and, if asked for, an empty data folder. */
    public void replacePairing(Map<String, String> environment) throws BenchFailure, InterruptedException {
        try {
            host.pairing().stop();
            host = new HostSide(lab.surroundings(), kafka(), HOST, "", phones.orElseThrow().usbmuxd(), "usbmux",
                    Map.of(EventSource.PAIRING_SERVICE, environment));
            lab.startAlso(host.pairing());
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    /** Starts a part that was stopped, and waits until it is ready. */
    public void startAgain(LabPart part) throws BenchFailure, InterruptedException {
        try {
            part.start();
            part.awaitReady();
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    private static BenchFailure failure(StartFailure e) {
        return new BenchFailure(e.getMessage() + (e.logLines().isEmpty() ? "" : " Last of its log: " + String.join(" / ", e.logLines())), e);
    }

    /** The phones. */
    public PhoneCrew phones() {
        return phones.orElseThrow();
    }

    /** Where Kafka clients connect. */
    public String kafka() {
        return lab.backbone().kafka();
    }

    /** The registry's database. */
    public RegistryDatabase database() throws BenchFailure {
        return RegistryDatabase.connect(lab.backbone().database());
    }

    /** The process of trust-registry. */
    public LabPart registry() {
        return registry.part();
    }

    /** The process of pairing-service. */
    public LabPart pairing() {
        return host.pairing();
    }

    /** The process of usb-watcher. */
    public LabPart watcher() {
        return host.watcher();
    }

    /** The registry's REST API. */
    public RegistryApi rest() throws BenchFailure {
        try {
            return new RegistryApi(registry.address(), Secrets.read(lab.passwordFile()), HOST);
        } catch (StartFailure e) {
            throw failure(e);
        }
    }

    /** The registry's metrics. */
    public Metrics registryMetrics() {
        return new Metrics(registry.management());
    }

    /** Health and metrics of pairing-service or usb-watcher. */
    public Metrics hostMetrics(String service) {
        LabMemory memory = lab.surroundings().memory();
        URI main = address(memory, service);
        URI management = address(memory, service + "-management");
        return new Metrics(KeepAliveHttp.open(management).isOk("/q/health/live") ? management : main);
    }

    private static URI address(LabMemory memory, String port) {
        return URI.create("http://127.0.0.1:" + memory.get("port." + port).orElseThrow());
    }

    /** The processes of the stack, by name, and this one. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        if (host != null) {
            pids.put(EventSource.PAIRING_SERVICE, host.pairing().child().pid());
            pids.put(EventSource.USB_WATCHER, host.watcher().child().pid());
        }
        if (registry != null) {
            pids.put(EventSource.TRUST_REGISTRY, registry.part().child().pid());
        }
        lab.backbone().broker().ifPresent(b -> pids.put("Kafka", b.child().pid()));
        pids.putAll(RegistryDatabase.serverPids(lab.surroundings().data().root().resolve("postgres")));
        pids.put("phones and benchmark", ProcessHandle.current().pid());
        return pids;
    }

    @Override
    public void close() {
        lab.stop();
        phones.ifPresent(PhoneCrew::close);
    }
}
