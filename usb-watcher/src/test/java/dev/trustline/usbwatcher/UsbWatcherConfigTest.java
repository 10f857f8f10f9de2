package dev.trustline.usbwatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.usbwatcher.UsbWatcherConfig.SourceKind;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsbWatcherConfigTest {

    @Test
    void defaultsAreAsDocumented() {
        UsbWatcherConfig config = mapping(Map.of());
        assertThat(config.host()).isEmpty();
        assertThat(config.source()).containsExactly(SourceKind.LIBUSB);
        assertThat(config.usbmuxd()).isEmpty();
        assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/trustline/usb-watcher"));
        assertThat(config.scanInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.reportInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.flap().changes()).isEqualTo(8);
        assertThat(config.flap().window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.flap().settle()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.clockOffset()).isZero();
    }

    @Test
    void everyKeyCanBeSet() {
        UsbWatcherConfig config = mapping(Map.of(
                "usb-watcher.host", "rack-3",
                "usb-watcher.source", "libusb,usbmux",
                "usb-watcher.usbmuxd", "127.0.0.1:27015",
                "usb-watcher.data-dir", "/srv/watcher",
                "usb-watcher.scan-interval", "2s",
                "usb-watcher.report-interval", "5s",
                "usb-watcher.flap.changes", "4",
                "usb-watcher.flap.window", "20s",
                "usb-watcher.flap.settle", "1s",
                "usb-watcher.clock-offset", "-PT960H"));
        assertThat(config.host()).contains("rack-3");
        assertThat(config.source()).containsExactlyInAnyOrder(SourceKind.LIBUSB, SourceKind.USBMUX);
        assertThat(config.usbmuxd()).contains("127.0.0.1:27015");
        assertThat(config.dataDir()).isEqualTo(Path.of("/srv/watcher"));
        assertThat(config.scanInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.reportInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.flap().changes()).isEqualTo(4);
        assertThat(config.flap().window()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.flap().settle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.clockOffset()).isEqualTo(Duration.ofDays(-40));
    }

    private static UsbWatcherConfig mapping(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(UsbWatcherConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .build()
                .getConfigMapping(UsbWatcherConfig.class);
    }
}
