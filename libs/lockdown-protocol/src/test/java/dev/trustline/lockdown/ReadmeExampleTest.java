package dev.trustline.lockdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.fake.FakeUsbmuxd;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadmeExampleTest {
    private static final String PRINT = "System.out.println(";

    @Test
    void theExampleTellsTheVersionOfThePhone() throws Exception {
        FakeUsbmuxd daemon = new FakeUsbmuxd();
        daemon.ports.put(UsbmuxPorts.LOCKDOWN, new FakeLockdownd(FakeLockdownd.record()));
        try (FakePeer peer = FakePeer.tcp(daemon)) {
            int port = ((InetSocketAddress) peer.address()).getPort();
            assertThat(example(Map.of("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:" + port)))
                    .containsExactly(FakeUsbmuxd.UDID + " runs iOS 17.5.1");
            daemon.ports.clear();
            assertThat(example(Map.of("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:" + port)))
                    .singleElement().asString().startsWith(FakeUsbmuxd.UDID + " does not tell: the device refused");
        }
    }

    private static List<String> example(Map<String, String> environment) throws IOException {
        List<String> lines = new ArrayList<>();
        // example
        UsbmuxAddress address = UsbmuxAddress.fromEnvironment(environment);
        UsbmuxClient usbmux = new UsbmuxClient(address, UsbmuxClient.USUAL_TIMEOUT);
        for (UsbmuxDevice device : usbmux.listDevices()) {
            try (LockdownClient phone = LockdownClient.open(usbmux, device.deviceId(), "my-tool", Duration.ofSeconds(10))) {
                String version = phone.getText("ProductVersion").orElse("unknown");
                lines.add(device.udid() + " runs iOS " + version);
            } catch (LockdownException e) {
                lines.add(device.udid() + " does not tell: " + e.getMessage());
            }
        }
        // end of example
        return lines;
    }

    @Test
    void theReadmeShowsWhatThisTestRuns() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```\n", readme.indexOf("```java\n")));
        String source = Files.readString(Path.of("src/test/java/dev/trustline/lockdown/ReadmeExampleTest.java"));
        String run = source.substring(source.indexOf("// example\n") + 11, source.indexOf("// end of example"));

        assertThat(shown.replace("System.getenv()", "environment").replace(PRINT, "lines.add(").indent(8).strip())
                .isEqualTo(run.strip());
        assertThat(shown.lines().collect(Collectors.toList())).hasSizeLessThanOrEqualTo(10);
    }
}
