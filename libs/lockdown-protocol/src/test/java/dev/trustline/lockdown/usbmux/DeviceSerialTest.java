package dev.trustline.lockdown.usbmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceSerialTest {

    static Stream<String[]> vectors() throws IOException {
        byte[] file = DeviceSerialTest.class.getResourceAsStream("/udid-vectors.txt").readAllBytes();
        return new String(file, StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("\\0", "\0").replace("\\s", " ").split("\t"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aSerialBecomesItsUdidOrNothing(String serial, String expected) {
        assertThat(DeviceSerial.toUdid(serial).orElse("invalid")).isEqualTo(expected);
    }
}
