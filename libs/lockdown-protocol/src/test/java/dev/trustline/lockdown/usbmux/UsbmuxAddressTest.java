package dev.trustline.lockdown.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.UnusableAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsbmuxAddressTest {

    @ParameterizedTest
    @CsvSource({
        "UNIX:/var/run/usbmuxd, unix:/var/run/usbmuxd", "unix:/var/run/usbmuxd, unix:/var/run/usbmuxd",
        "unix:///var/run/usbmuxd, unix:/var/run/usbmuxd", "UNIX:///a:b, unix:/a:b", "/var/run/usbmuxd, unix:/var/run/usbmuxd",
        "' /a b ', unix:/a b", "127.0.0.1:27015, 127.0.0.1:27015", "lab-host.local:1, lab-host.local:1",
        "[::1]:27015, [::1]:27015", "[fe80::1%eth0]:65535, [fe80::1%eth0]:65535", "tcp://127.0.0.1:27015, 127.0.0.1:27015",
        "TCP://[::1]:27015/, [::1]:27015"})
    void everyGrammarInUseIsUnderstood(String text, String address) throws Exception {
        assertThat(UsbmuxAddress.parse(text)).hasToString(address);
        assertThat(UsbmuxAddress.parse(UsbmuxAddress.parse(text).toString())).isEqualTo(UsbmuxAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unix:", "unix:relative", "unix://", "/", "27015", "host", "host:", "host:0", "host:65536",
        "host:x", "::1:27015", "[::1]", "[::1]27015", "http://host:80", "tcp://", "tcp:host:1", "a b:1", "host:1:2", "/a\0b"})
    void anythingElseIsRefusedWithTheGrammars(String text) {
        assertThatThrownBy(() -> UsbmuxAddress.parse(text)).isInstanceOf(UnusableAddress.class)
                .hasMessageContaining("use unix:/path, /path, host:port, [v6]:port or tcp://host:port");
    }

    @Test
    void theEnvironmentDecidesAndTheDefaultIsThatOfLinux() throws Exception {
        assertThat(UsbmuxAddress.fromEnvironment(Map.of())).hasToString("unix:/var/run/usbmuxd");
        assertThat(UsbmuxAddress.fromEnvironment(Map.of("USBMUXD_SOCKET_ADDRESS", " "))).hasToString("unix:/var/run/usbmuxd");
        assertThat(UsbmuxAddress.fromEnvironment(Map.of("USBMUXD_SOCKET_ADDRESS", "127.0.0.1:27015")))
                .isEqualTo(new UsbmuxAddress.Tcp("127.0.0.1", 27015));
        assertThatThrownBy(() -> UsbmuxAddress.fromEnvironment(Map.of("USBMUXD_SOCKET_ADDRESS", "nonsense")))
                .isInstanceOf(UnusableAddress.class);
    }
}
