package dev.trustline.allinone.lab;

import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.Ports;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import dev.trustline.events.envelope.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A running lab: broker, database, virtual phones and the three services. {@link #open} takes the data folder,
 * {@link #startBackbone} and {@link #startServices} bring it up, {@link #stop} ends everything that runs in the reverse
 * order and may be called at any time, from any thread, more than once.
 */
public final class Lab {
    private final LabOptions options;
    private final Surroundings around;
    private final Progress progress;
    private final Backbone backbone;
    private final Path passwordFile;
    private final List<LabPart> started = new CopyOnWriteArrayList<>();
    private VirtualPhones phones;
    private HostSide hostSide;
    private RegistrySide registry;
    private boolean stopped;

    private Lab(LabOptions options, Surroundings around, Path passwordFile, Progress progress) {
        this.options = options;
        this.around = around;
        this.passwordFile = passwordFile;
        this.progress = progress;
        this.backbone = new Backbone(options);
    }

    /**
     * Takes the data folder, ends what a killed launcher left running, and checks the ports and whatever the options name.
     *
     * @throws StartFailure if the folder, a port, or the named broker, database or password cannot be used; nothing runs then
     */
    public static Lab open(LabOptions options, Installation installation, Progress progress) throws StartFailure {
        installation.mustBeBuilt(options.usbmuxd().isEmpty());
        DataFolder data = DataFolder.open(options.data());
        try {
            ChildLedger ledger = new ChildLedger(data.root().resolve("children"));
            int leftovers = ledger.endLeftovers();
            if (leftovers > 0) {
                progress.say(leftovers + " processes of a killed launcher were still running and have been ended");
            }
            mustBeFree(options);
            LabMemory memory = LabMemory.in(data.root());
            Path password = options.passwordFile().isPresent()
                    ? options.passwordFile().get().toAbsolutePath()
                    : Secrets.in(data).password("operator-password");
            Secrets.read(password);
            Backbone.mustAnswer(options);
            return new Lab(options, new Surroundings(installation, data, memory, ledger), password, progress);
        } catch (IOException e) {
            data.close();
            throw new StartFailure("The data folder " + data.root() + " cannot be read: " + e.getMessage() + ".", e);
        } catch (StartFailure e) {
            data.close();
            throw e;
        }
    }

    private static void mustBeFree(LabOptions options) throws StartFailure {
        Ports.mustBeFree(options.httpPort(), "the registry's REST API", "--http-port");
        if (options.usbmuxd().isEmpty()) {
            Ports.mustBeFree(options.labHttpPort(), "the virtual phones' page", "--lab-http-port");
            Ports.mustBeFree(options.muxPort(), "the virtual phones' usbmuxd protocol", "--mux-port");
        }
    }

    /** Starts broker and database and makes the topics. */
    public void startBackbone() throws StartFailure, InterruptedException {
        backbone.start(around, progress);
        LabMemory memory = around.memory();
        memory.put(LabMemory.KAFKA, backbone.kafka());
        memory.put(LabMemory.REST, "http://127.0.0.1:" + options.httpPort());
        memory.put(LabMemory.HOST, options.host());
        memory.put(LabMemory.PASSWORD_FILE, passwordFile.toString());
        memory.put(LabMemory.PID, Long.toString(ProcessHandle.current().pid()));
        if (options.usbmuxd().isEmpty()) {
            memory.put(LabMemory.LAB_PAGE, "http://127.0.0.1:" + options.labHttpPort() + "/");
        } else {
            memory.remove(LabMemory.LAB_PAGE);
        }
    }

    /** Starts the phones and the services and waits until each is ready. */
    public void startServices() throws StartFailure, InterruptedException {
        if (options.usbmuxd().isEmpty()) {
            progress.say("starting " + options.phones() + " virtual phones");
            phones = new VirtualPhones(around, "virtual-phones", options.host(), options.phones(), options.autoTrust(), options.muxPort(),
                    options.labHttpPort(), options.phoneOptions());
            start(phones.part());
        }
        registry = new RegistrySide(around, EventSource.TRUST_REGISTRY, backbone.kafka(), backbone.database(), passwordFile, options.httpPort(),
                options.environmentOf(EventSource.TRUST_REGISTRY));
        String usbmuxd = options.usbmuxd().orElseGet(() -> phones.usbmuxd());
        hostSide = new HostSide(around, backbone.kafka(), options.host(), "", usbmuxd, source(), options.environment());
        progress.say("starting trust-registry, usb-watcher and pairing-service");
        List<LabPart> services = List.of(registry.part(), hostSide.watcher(), hostSide.pairing());
        for (LabPart service : services) {
            start(service);
        }
        if (phones != null) {
            phones.part().awaitReady();
        }
        for (LabPart service : services) {
            service.awaitReady();
            progress.say(service.name() + " is ready");
        }
    }

    /** Virtual phones are on no bus. Real ones are, if this computer shows one; the variable decides otherwise. */
    private String source() {
        if (options.usbmuxd().isEmpty()) {
            return "usbmux";
        }
        String busHere = options.usbmuxd().get().startsWith("unix:") && hasUsbBus() ? "libusb,usbmux" : "usbmux";
        return Optional.ofNullable(System.getenv("USB_WATCHER_SOURCE")).orElse(busHere);
    }

    private static boolean hasUsbBus() {
        try (Stream<Path> devices = Files.list(Path.of("/sys/bus/usb/devices"))) {
            return devices.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized void start(LabPart part) throws StartFailure {
        if (stopped) {
            throw new StartFailure("The start was broken off.");
        }
        started.add(part);
        part.start();
    }

    /** Starts further parts side by side, which are stopped with the lab: a second registry, another host. */
    public void startAlso(LabPart... parts) throws StartFailure, InterruptedException {
        for (LabPart part : parts) {
            start(part);
        }
        for (LabPart part : parts) {
            part.awaitReady();
        }
    }

    /** Stops everything that runs: hosts first, then the registry, then broker and database. The data stays. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        List<LabPart> parts = new ArrayList<>(started);
        Collections.reverse(parts);
        parts.forEach(LabPart::stop);
        backbone.stop(progress);
        try {
            around.memory().remove(LabMemory.PID);
        } catch (StartFailure e) {
            progress.say(e.getMessage());
        }
        around.data().close();
    }

    /** Everything that was started and should be running, in the order in which it is needed: broker and database first. */
    public List<Watched> watched() {
        List<Watched> all = new ArrayList<>(backbone.watched());
        started.stream().filter(part -> part.child() != null).map(LabPart::watched).forEach(all::add);
        return all;
    }

    /** What the lab was asked to be. */
    public LabOptions options() {
        return options;
    }

    /** Folder, memory and jars, to start further parts beside it. */
    public Surroundings surroundings() {
        return around;
    }

    /** Broker and database. */
    public Backbone backbone() {
        return backbone;
    }

    /** The virtual phones; empty with a real usbmuxd. */
    public Optional<VirtualPhones> phones() {
        return Optional.ofNullable(phones);
    }

    /** usb-watcher and pairing-service of this lab's host. */
    public HostSide hostSide() {
        return hostSide;
    }

    /** The registry. */
    public RegistrySide registry() {
        return registry;
    }

    /** Where the operator's password lies. */
    public Path passwordFile() {
        return passwordFile;
    }
}
