package dev.trustline.usbwatcher.messaging;

import dev.trustline.events.envelope.EventSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stays the same while the process lives. Immutable.
 *
 * @param host           the lab host's name
 * @param serviceVersion of this service
 * @param bootId         the kernel's boot id; {@code null} where the kernel gives none
 */
public record HostFacts(String host, String serviceVersion, String bootId) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /**
     * The facts of this machine, under the configured name or its own.
     *
     * @throws IllegalArgumentException if the name is no host name, with what to set
     */
    public static HostFacts ofThisMachine(Optional<String> configured, String serviceVersion) {
        String host = configured.map(String::strip).filter(h -> !h.isEmpty()).orElseGet(HostFacts::ownName);
        if (!EventSource.isHostName(host)) {
            throw new IllegalArgumentException("\"" + host.replaceAll("\\p{Cntrl}", "?") + "\" is no host name:"
                    + " set usb-watcher.host (USB_WATCHER_HOST) to 1 to 63 letters, digits, dots, dashes, underscores");
        }
        return new HostFacts(host, serviceVersion, bootIdOfThisKernel());
    }

    /** {@code usb-watcher}. */
    public String service() {
        return EventSource.USB_WATCHER;
    }

    /** The key of this service on {@code trustline.hosts}. */
    public String key() {
        return host + "/" + service();
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
        }
    }

    private static String bootIdOfThisKernel() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return null; // not Linux
        }
    }
}
