package dev.trustline.usbwatcher;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings of usb-watcher. In the environment: {@code USB_WATCHER_HOST} and so on. */
@ConfigMapping(prefix = "usb-watcher")
public interface UsbWatcherConfig {
    /** The lab computer's stable name, 1 to 63 letters, digits, dots, dashes, underscores. Default: its host name. */
    Optional<String> host();

    /** Where news comes from: {@code libusb}, {@code usbmux}, or both (then usbmux gives network devices only). Default: libusb. */
    @WithDefault("libusb")
    @NotEmpty
    Set<SourceKind> source();

    /** usbmuxd's address, {@code unix:/path} or {@code host:port}. Default: USBMUXD_SOCKET_ADDRESS, else /var/run/usbmuxd. */
    Optional<String> usbmuxd();

    /** The folder that keeps this process' epoch; created if missing. Default: /var/lib/trustline/usb-watcher. */
    @WithDefault("/var/lib/trustline/usb-watcher")
    Path dataDir();

    /** Between two scans that check libusb's events, 500 ms to 2 s. Default: 1 s. */
    @WithDefault("1S")
    @DurationMin(millis = 500)
    @DurationMax(seconds = 2)
    Duration scanInterval();

    /** Between two host reports, 1 s to 60 s. Default: 10 s. */
    @WithDefault("10S")
    @DurationMin(seconds = 1)
    @DurationMax(seconds = 60)
    Duration reportInterval();

    /** For tests of wrong clocks only: added to this host's clock. Default: 0 s. */
    @WithDefault("0S")
    Duration clockOffset();

    /** When a cable counts as flapping. */
    Flap flap();

    /** When a cable counts as flapping. */
    interface Flap {
        /** So many changes within the window hold the cable's events back, at least 3. Default: 8. */
        @WithDefault("8")
        @Min(3)
        int changes();

        /** The window, at least 1 s. Default: 10 s. */
        @WithDefault("10S")
        @DurationMin(seconds = 1)
        Duration window();

        /** So long it must be quiet until its newest state goes out, at least 500 ms. Default: 3 s. */
        @WithDefault("3S")
        @DurationMin(millis = 500)
        Duration settle();
    }

    /** A hot-plug source. */
    enum SourceKind {
        LIBUSB,
        USBMUX
    }
}
