package dev.trustline.allinone.e2e;

import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.lab.Lab;
import dev.trustline.allinone.lab.LabOptions;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.process.Ports;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import dev.trustline.events.envelope.EventSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stack that all cases share, with what they need to act on it and to look at it. */
final class RunningLab {
    static final String HOST = "lab-1";
    static final String AHEAD = "lab-ahead";
    static final String BEHIND = "lab-behind";
    /** One that is held as a whole. */
    static final String HELD = "lab-held";
    /** A second host with the right time, where a person approves each alert, who may take a minute to tap, and nobody may connect over Wi-Fi. */
    static final String ASKING = "lab-asking";
    /** A host of somebody else: a usbmuxd, and tools that are not ours. */
    static final String FOREIGN = "lab-foreign";
    /** After so long an unanswered alert is reported. Long enough for every case that taps, short enough for the one that does not. */
    static final int PROMPT_TIMEOUT_SECONDS = 8;

    private static RunningLab shared;
    private static RuntimeException failure;
    private static Organisation supervisor;
    private static Organisation another;

    private final Lab lab;
    private final Phones phones;
    private final Registry registry;
    private final EventLog events;
    private final Map<String, Integer> muxPorts;
    private boolean asking;
    private StrictHost strict;

    private RunningLab(Lab lab, Phones phones, Registry registry, EventLog events, Map<String, Integer> muxPorts) {
        this.lab = lab;
        this.phones = phones;
        this.registry = registry;
        this.events = events;
        this.muxPorts = muxPorts;
    }

    static synchronized RunningLab shared() {
        if (failure != null) {
            throw failure;
        }
        try {
            shared = shared == null ? start() : shared;
            return shared;
        } catch (RuntimeException e) {
            failure = new IllegalStateException("the stack did not start, see the first case: " + e.getMessage(), e);
            throw failure;
        }
    }

    private static RunningLab start() {
        Lab lab = null;
        try {
            Map<String, Integer> muxPorts = new LinkedHashMap<>();
            for (String host : List.of(HOST, AHEAD, BEHIND, HELD, ASKING, StrictHost.NAME, WornHost.NAME, FOREIGN)) {
                muxPorts.put(host, Ports.free());
            }
            lab = Lab.open(options(muxPorts), new Installation(root()), line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(lab::stop));
            lab.startBackbone();
            EventLog events = EventLog.open(lab.backbone().kafka());
            lab.startServices();
            Phones phones = new Phones(lab.phones().orElseThrow().page(), Secrets.read(lab.phones().orElseThrow().tokenFile()));
            Registry registry = new Registry(lab.registry().address(), Secrets.read(lab.passwordFile()));
            return new RunningLab(lab, phones, registry, events, muxPorts);
        } catch (StartFailure e) {
            if (lab != null) {
                lab.stop();
            }
            throw new IllegalStateException(e.getMessage() + "\n" + String.join("\n", e.logLines()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path root() {
        return Path.of(System.getProperty("trustline.root", "../..")).toAbsolutePath().normalize();
    }

    private static LabOptions options(Map<String, Integer> muxPorts) throws StartFailure {
        try {
            // Kept for whoever looks for the reason of a failure; removed by `mvn clean`.
            Path data = Files.createTempDirectory(Files.createDirectories(root().resolve("lab/all-in-one/target")), "e2e");
            Path organisations = Files.createDirectories(data.resolve("organisations"));
            supervisor = Organisation.make(organisations, "rsa");
            another = Organisation.make(organisations, "ec");
            List<String> phoneOptions = new ArrayList<>(Phones.options(organisations));
            phoneOptions.add("--start-unplugged");
            muxPorts.forEach((host, port) -> phoneOptions.addAll(host.equals(HOST) ? List.of() : List.of("--host", host + "=" + port)));
            return new LabOptions(Phones.COUNT, Optional.empty(), Optional.empty(), HOST, data, Ports.free(), Ports.free(), muxPorts.get(HOST),
                    Optional.empty(), Optional.empty(), Optional.empty(), phoneOptions, environmentWith(ownHost()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Many cases reset phones here, which is no loss of the host's identity; and an organisation supervises some phones by it. */
    private static Map<String, String> ownHost() {
        return merged(supervisor.environment(), Map.of("PAIRING_IDENTITY_LOSS_PHONES", "0", "PAIRING_SESSION_RETRY", "2S"));
    }

    private static Map<String, Map<String, String>> environment() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>(times());
        Collector.shared().environment().forEach((name, value) -> List.of(EventSource.USB_WATCHER, EventSource.PAIRING_SERVICE, EventSource.TRUST_REGISTRY)
                .forEach(service -> all.merge(service, Map.of(name, value), RunningLab::merged)));
        return all;
    }

    private static Map<String, String> merged(Map<String, String> some, Map<String, String> further) {
        Map<String, String> all = new LinkedHashMap<>(some);
        all.putAll(further);
        return all;
    }

    private static Map<String, Map<String, String>> times() {
        return Map.of(
                EventSource.USB_WATCHER, Map.of("USB_WATCHER_REPORT_INTERVAL", "2S"),
                EventSource.PAIRING_SERVICE, Map.of(
                        "PAIRING_PROMPT_TIMEOUT", PROMPT_TIMEOUT_SECONDS + "S",
                        "PAIRING_ALERT_POLL", "2S",
                        "PAIRING_IDENTITY_LOSS_PHONES", "0",
                        "PAIRING_IDENTITY_POOL", "2",
                        "PAIRING_UNLOCK_POLL", "1S"));
    }

    /** Starts what a failed case left down. Not while another case runs, which may have stopped it on purpose. */
    void mend() throws StartFailure, InterruptedException {
        for (Watched one : lab.watched()) {
            if (!one.runs().getAsBoolean()) {
                one.start().run();
            }
        }
    }

    Lab lab() {
        return lab;
    }

    Phones phones() {
        return phones;
    }

    Registry registry() {
        return registry;
    }

    EventLog events() {
        return events;
    }

    String kafka() {
        return lab.backbone().kafka();
    }

    /** Services of a further lab host beside the same broker, not started yet. */
    HostSide host(String name, String folders, String muxHost, Map<String, Map<String, String>> environment) throws StartFailure {
        return new HostSide(lab.surroundings(), kafka(), name, folders, "127.0.0.1:" + muxPorts.get(muxHost), "usbmux", environment);
    }

    /** Starts {@link #ASKING} if it does not run; it stops with the lab. */
    synchronized void startAsking() throws StartFailure, InterruptedException {
        lab.startAlso(askingHost().toArray(LabPart[]::new));
    }

    /** Starts {@link #ASKING} and {@link StrictHost#NAME} side by side if they do not run; they stop with the lab. */
    synchronized void startFurtherHosts() throws StartFailure, InterruptedException {
        List<LabPart> parts = new ArrayList<>(askingHost());
        if (strict == null) {
            parts.addAll(strictHost());
        }
        lab.startAlso(parts.toArray(LabPart[]::new));
    }

    private List<LabPart> askingHost() throws StartFailure {
        if (asking) {
            return List.of();
        }
        asking = true;
        HostSide side = host(ASKING, ASKING + "-", ASKING, environmentWith(merged(another.environment(), Map.of("PAIRING_POLICY", "manual", "PAIRING_WIFI", "forbid", "PAIRING_IDENTITY_LOSS_PHONES", "0",
                "PAIRING_PROMPT_TIMEOUT", "60S", "PAIRING_CONNECT_RETRIES", "3"))));
        return List.of(side.watcher(), side.pairing());
    }

    private List<LabPart> strictHost() throws StartFailure {
        try {
            StrictHost.identifiedByTheClock(phones, StrictHost.NAME, records(StrictHost.NAME));
            strict = new StrictHost(lab.surroundings().data().folder(StrictHost.NAME));
            HostSide side = host(StrictHost.NAME, StrictHost.NAME + "-", StrictHost.NAME, environmentWith(strict.environment(records(StrictHost.NAME))));
            strict.runsAs(side);
            return List.of(side.watcher(), side.pairing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host with an allow-list; it must have been started. */
    synchronized StrictHost strict() {
        return strict;
    }

    /** The record folder of that host's usbmuxd. */
    Path records(String host) {
        return lab.phones().orElseThrow().folder().resolve("hosts").resolve(host);
    }

    /** The organisation that supervises some phones and whose identity the lab's own host has. */
    static Organisation supervisor() {
        return supervisor;
    }

    /** Where that host's usbmuxd is, {@code host:port}. */
    String usbmuxd(String host) {
        return "127.0.0.1:" + muxPorts.get(host);
    }

    /** The port of that host's usbmuxd. */
    int usbmuxdPort(String host) {
        return muxPorts.get(host);
    }

    /** A new key for a vault, in the folder of the others. */
    Path newKey(String name) throws StartFailure {
        return Secrets.in(lab.surroundings().data()).key(name);
    }

    /** A host of its own to which everything happens, not started yet. */
    WornHost wornHost() {
        return new WornHost(this, supervisor);
    }

    /** What lies on that host's disk. */
    HostDisk disk(String host) {
        Path root = lab.surroundings().data().root();
        String folders = host.equals(HOST) ? "" : host + "-";
        return new HostDisk(records(host),
                root.resolve(folders + EventSource.PAIRING_SERVICE).resolve("vault"));
    }

    /** The same short times as the lab's own services have, and these variables on top. */
    static Map<String, Map<String, String>> environmentWith(Map<String, String> further) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        environment().forEach((service, variables) -> all.put(service, merged(variables, further)));
        return all;
    }
}
