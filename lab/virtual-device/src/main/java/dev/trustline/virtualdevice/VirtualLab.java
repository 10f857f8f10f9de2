package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.http.ControlServer;
import dev.trustline.virtualdevice.io.ConnectionThreads;
import dev.trustline.virtualdevice.lockdownd.DeviceKeyRing;
import dev.trustline.virtualdevice.lockdownd.DeviceKeyStore;
import dev.trustline.virtualdevice.lockdownd.PhoneSide;
import dev.trustline.virtualdevice.notify.NotificationHub;
import dev.trustline.virtualdevice.phone.PersonalitySpec;
import dev.trustline.virtualdevice.phone.PhoneIdentity;
import dev.trustline.virtualdevice.phone.PhoneSurroundings;
import dev.trustline.virtualdevice.phone.VirtualPhone;
import dev.trustline.virtualdevice.store.FolderRecords;
import dev.trustline.virtualdevice.store.LabFolder;
import dev.trustline.virtualdevice.time.Timeline;
import dev.trustline.virtualdevice.usb.UsbipBus;
import dev.trustline.virtualdevice.usbmux.MemoryRecords;
import dev.trustline.virtualdevice.usbmux.RecordStore;
import dev.trustline.virtualdevice.usbmux.UsbmuxDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * A running lab of scripted phones. {@link #start} returns when every socket listens and every phone is plugged in;
 * {@link #close} ends all connections and leaves nothing behind but the data folder. Thread-safe.
 */
public final class VirtualLab implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(VirtualLab.class);

    private final LabOptions options;
    private final Timeline timeline;
    private final ExecutorService threads = ConnectionThreads.create("lab-connection");
    private final Map<String, LabHost> hosts = new LinkedHashMap<>();
    private final Map<String, LabPhone> phones = new LinkedHashMap<>();
    private Optional<LabFolder> folder = Optional.empty();
    private ControlServer control;

    private VirtualLab(LabOptions options) {
        this.options = options;
        this.timeline = options.timeline().get();
    }

    /**
     * Starts a lab.
     *
     * @throws LabStartFailed when a port or socket is taken or the data folder is broken
     */
    public static VirtualLab start(LabOptions options) throws LabStartFailed {
        VirtualLab lab = new VirtualLab(options);
        try {
            lab.open();
            return lab;
        } catch (IOException e) {
            lab.close();
            throw new LabStartFailed(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            lab.close();
            throw new LabStartFailed(e.getCause().getMessage(), e);
        }
    }

    private void open() throws IOException {
        if (options.data().isPresent()) {
            folder = Optional.of(new LabFolder(options.data().get()));
        }
        for (HostOptions host : options.hosts()) {
            hosts.put(host.name(), openHost(host));
        }
        DeviceKeyRing keys =
                new DeviceKeyRing(options.deviceKeys().or(() -> folder).orElseGet(DeviceKeyStore::none));
        List<LabHost> homes = List.copyOf(hosts.values());
        for (int number = 1; number <= options.phones(); number++) {
            LabPhone phone = openPhone(number, keys, homes.get((number - 1) % homes.size()));
            phones.put(phone.udid(), phone);
        }
        if (options.pregenerateKeys()) {
            KeyPreparation.prepare(phones.values());
        }
        if (options.httpPort().isPresent()) {
            control = openControl();
        }
        if (!options.startUnplugged()) {
            phones.values().forEach(LabPhone::plug);
        }
    }

    private LabHost openHost(HostOptions host) throws IOException {
        if (host.usbipPort().isPresent()) {
            return new LabHost(host.name(), UsbipBus.listen(new InetSocketAddress(options.bind(), host.usbipPort().getAsInt()), timeline, threads));
        }
        UsbmuxDaemon daemon = new UsbmuxDaemon(host.name(), records(host), timeline, threads);
        LabHost opened = new LabHost(host.name(), daemon);
        // known before it listens, so that a failure of its second socket closes the first
        hosts.put(host.name(), opened);
        if (host.muxPort().isPresent()) {
            daemon.listen(new InetSocketAddress(options.bind(), host.muxPort().getAsInt()));
        }
        if (host.muxSocket().isPresent()) {
            daemon.listen(host.muxSocket().get());
        }
        return opened;
    }

    private RecordStore records(HostOptions host) throws IOException {
        RecordStore store = store(host);
        if (host.systemBuid().isPresent()) {
            store.replaceBuid(host.systemBuid().get());
        }
        return store;
    }

    private RecordStore store(HostOptions host) throws IOException {
        if (host.records().isPresent()) {
            return new FolderRecords(host.records().get());
        }
        return folder.isPresent() ? folder.get().hostRecords(host.name()) : new MemoryRecords();
    }

    private LabPhone openPhone(int number, DeviceKeyRing keys, LabHost home) {
        NotificationHub notifications = new NotificationHub(threads, timeline);
        VirtualPhone phone = new VirtualPhone(
                PhoneIdentity.numbered(number),
                PersonalitySpec.of(number, options.personalities()),
                options.owner(),
                timeline,
                new Surroundings(notifications));
        folder.ifPresent(kept -> phone.restore(kept.trustedHosts(phone.identity().udid())));
        return new LabPhone(new PhoneSide(phone, keys, notifications, timeline), home, options.boot(), timeline);
    }

    private ControlServer openControl() throws IOException {
        String fresh = ControlServer.newToken();
        String token = options.token().isPresent()
                ? options.token().get()
                : folder.isPresent() ? folder.get().tokenOr(fresh) : fresh;
        return ControlServer.start(this, new InetSocketAddress(options.bind(), options.httpPort().getAsInt()), token);
    }

    /** All phones, by number. */
    public List<LabPhone> phones() {
        return List.copyOf(phones.values());
    }

    /** The phone with this canonical UDID. */
    public Optional<LabPhone> find(String udid) {
        return Optional.ofNullable(phones.get(udid));
    }

    /**
     * The phone with this canonical UDID.
     *
     * @throws IllegalArgumentException when the lab has no such phone
     */
    public LabPhone phone(String udid) {
        return find(udid).orElseThrow(() -> new IllegalArgumentException("the lab has no phone " + udid));
    }

    /**
     * Phone number {@code number}, from 1.
     *
     * @throws IllegalArgumentException when the lab has no such phone
     */
    public LabPhone phone(int number) {
        if (number < 1 || number > phones.size()) {
            throw new IllegalArgumentException("the lab has no phone number " + number);
        }
        return phones().get(number - 1);
    }

    /** All hosts by name, in the order of the options. */
    public Map<String, LabHost> hosts() {
        return Collections.unmodifiableMap(hosts);
    }

    /**
     * The host of that name.
     *
     * @throws IllegalArgumentException when the lab has no such host
     */
    public LabHost host(String name) {
        return Optional.ofNullable(hosts.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the lab has no host " + name));
    }

    /** The first host. */
    public LabHost host() {
        return hosts.values().iterator().next();
    }

    /**
     * Address of page and control API.
     *
     * @throws IllegalStateException for a lab without HTTP
     */
    public URI httpUri() {
        return control().uri();
    }

    /**
     * The control API's bearer token.
     *
     * @throws IllegalStateException for a lab without HTTP
     */
    public String token() {
        return control().token();
    }

    private ControlServer control() {
        if (control == null) {
            throw new IllegalStateException("this lab was started without HTTP");
        }
        return control;
    }

    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
        for (LabHost host : new ArrayList<>(hosts.values())) {
            try {
                host.close();
            } catch (IOException e) {
                LOG.warnf("a host did not close host=%s error=%s", host.name(), e.toString());
            }
        }
        timeline.close();
        threads.shutdownNow();
    }

    private final class Surroundings implements PhoneSurroundings {
        private final NotificationHub notifications;

        Surroundings(NotificationHub notifications) {
            this.notifications = notifications;
        }

        @Override
        public void post(VirtualPhone phone, String notification) {
            notifications.post(notification);
        }

        @Override
        public void reEnumerate(VirtualPhone phone) {
            phone(phone.identity().udid()).reEnumerate();
        }

        @Override
        public void recordsChanged(VirtualPhone phone) {
            folder.ifPresent(kept -> kept.keepTrustedHosts(phone.identity().udid(), phone.trustedHosts()));
        }
    }
}
