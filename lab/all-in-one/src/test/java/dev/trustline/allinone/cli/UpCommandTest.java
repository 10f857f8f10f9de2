package dev.trustline.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpCommandTest {
    @TempDir
    private Path temp;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void putBack() {
        System.setErr(before);
    }

    @ParameterizedTest
    @CsvSource({
        "--phones=0, --phones takes a number from 1 to 2000.",
        "--auto-trust=soon, '--auto-trust takes a time such as 500ms, 3s or 2m.'",
        "--usbmuxd=/var/run/usbmuxd, --usbmuxd takes unix:/path or host:port.",
        "--host=a/b, '--host takes 1 to 63 letters, digits, dots, dashes and underscores.'",
        "--kafka=nowhere, --kafka takes host:port.",
        "--http-port=70000, A port is a number from 1 to 65535.",
        "--http-port=8090, '--http-port, --lab-http-port and --mux-port must be three different ports.'"
    })
    void aWrongOptionIsOneSentenceAndExitCodeTwo(String option, String sentence) {
        int code = Trustline.commandLine().execute("up", "--data=" + temp, option);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo("trustline: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"12345, lab-1, UDID takes 40 hex digits", "00008110-001A2B3C4D5E6F70, a/b, HOST takes 1 to 63 letters",
        "00008110001A2B3C4D5E6F70, lab-1, No lab in"})
    void aBundleOfNobodyIsOneSentenceAndExitCodeTwo(String udid, String host, String sentence) {
        int code = Trustline.commandLine().execute("bundle", udid, host, "--data=" + temp);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("trustline: " + sentence);
    }

    @Test
    void theSmallToolsSayThatThereIsNoLab() {
        int code = Trustline.commandLine().execute("dlq", "list", "--data=" + temp);

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No lab in " + temp).contains("./trustline up");
    }
}
