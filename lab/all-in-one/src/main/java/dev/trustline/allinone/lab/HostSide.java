package dev.trustline.allinone.lab;

import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.process.ChildSpec;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.ServiceJvm;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.envelope.EventSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One lab host's side of the pipeline: usb-watcher and pairing-service, both beside one usbmuxd. Several of them can share a
 * broker, which is what several lab hosts do.
 */
public final class HostSide {
    private final Surroundings around;
    private final String host;
    private final LabPart watcher;
    private final LabPart pairing;

    /**
     * The services of a host.
     *
     * @param host        the host's name, which also names its folders unless it is the lab's own
     * @param folders     prefix of its folders and remembered ports, empty for the lab's own host
     * @param usbmuxd     where the phones are
     * @param source      {@code usbmux}, or {@code libusb} where there is a real bus
     * @param environment further variables, by service
     */
    public HostSide(Surroundings around, String kafka, String host, String folders, String usbmuxd, String source,
            Map<String, Map<String, String>> environment) throws StartFailure {
        this.around = around;
        this.host = host;
        this.watcher = part(EventSource.USB_WATCHER, folders, watcherSettings(kafka, folders, usbmuxd, source), environment);
        this.pairing = part(EventSource.PAIRING_SERVICE, folders, pairingSettings(kafka, folders, usbmuxd), environment);
    }

    /** The host's name. */
    public String host() {
        return host;
    }

    /** usb-watcher. */
    public LabPart watcher() {
        return watcher;
    }

    /** pairing-service. */
    public LabPart pairing() {
        return pairing;
    }

    private Map<String, String> watcherSettings(String kafka, String folders, String usbmuxd, String source) throws StartFailure {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        settings.put("USB_WATCHER_HOST", host);
        settings.put("USB_WATCHER_SOURCE", source);
        settings.put("USB_WATCHER_USBMUXD", usbmuxd);
        settings.put("USB_WATCHER_DATA_DIR", around.data().folder(folders + EventSource.USB_WATCHER).toString());
        return settings;
    }

    private Map<String, String> pairingSettings(String kafka, String folders, String usbmuxd) throws StartFailure {
        Secrets secrets = Secrets.in(around.data());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        settings.put("PAIRING_HOST", host);
        settings.put("PAIRING_USBMUXD", usbmuxd);
        settings.put("PAIRING_DATA_DIR", around.data().folder(folders + EventSource.PAIRING_SERVICE).toString());
        settings.put("PAIRING_VAULT_KEY_FILE", secrets.key(folders + "vault.key").toString());
        settings.put("PAIRING_LAB_KEY_FILE", secrets.key("lab.key").toString());
        return settings;
    }

    private LabPart part(String service, String folders, Map<String, String> settings, Map<String, Map<String, String>> environment)
            throws StartFailure {
        String name = folders + service;
        int http = around.memory().port(name);
        int management = around.memory().port(name + "-management");
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        all.putAll(environment.getOrDefault(service, Map.of()));
        Path jar = around.installation().service(service);
        around.installation().mustHave(jar);
        ChildSpec spec = new ChildSpec(name, JavaCommand.service(ServiceJvm.options(service), jar), all, jar.getParent());
        return LabPart.readyByHttp(spec, around.data().logs(), around.ledger(), readyAddresses(http, management));
    }

    static List<URI> readyAddresses(int... ports) {
        List<URI> addresses = new ArrayList<>();
        for (int port : ports) {
            addresses.add(URI.create("http://127.0.0.1:" + port + "/q/health/ready"));
        }
        return addresses;
    }
}
