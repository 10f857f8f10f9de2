package dev.trustline.allinone.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {
    @TempDir
    private Path root;

    @Test
    void theClosingLineCountsEveryReport() throws IOException {
        report("usb-watcher/target/surefire-reports", "a.OneTest", "tests='5' failures='0' errors='0' skipped='1' time='0.5'");
        report("usb-watcher/target/failsafe-reports", "a.OneIT", "tests='3' failures='1' errors='1' skipped='0' time='12'");
        report("lab/all-in-one/target/failsafe-reports", "a.PairingIT", "tests='2' failures='0' errors='0' skipped='0' time='1,400.5'");

        String text = printed();

        assertThat(text.lines().reduce((a, b) -> b)).contains("7 passed, 2 failed, 1 skipped");
        assertThat(text).contains("FAILED 2 in a.OneIT (usb-watcher)");
        assertThat(text).containsPattern("services +12\\.0 s +4 min");
        assertThat(text).containsPattern("pipeline end to end +1400\\.5 s +5 min +over");
        assertThat(text).containsPattern("deploy +none +4 min");
    }

    @Test
    void theSmokeTestOnAKernelBusHasARowOfItsOwnAndTheWatchersOwnCasesHaveNot() throws IOException {
        report("usb-watcher/target/failsafe-reports", "a.UsbWatcherIT", "tests='5' failures='0' errors='0' skipped='0' time='41'");
        report("lab/usb-smoke/target/failsafe-reports", "UsbSmoke", "tests='1' failures='0' errors='0' skipped='1' time='1490'");

        String text = printed();

        assertThat(text).containsPattern("USB smoke +1490\\.0 s +8 min +over");
        assertThat(text).as("it runs after Maven").containsPattern("build +1459\\.0 s +5 min");
        assertThat(text).containsPattern("services +41\\.0 s");
        assertThat(text).contains("5 passed, 0 failed, 1 skipped");
    }

    @Test
    void scenariosOfTrustAndToolsOfOthersAreAStageOfTheirOwn() throws IOException {
        report("lab/all-in-one/target/failsafe-reports", "a.TrustScenariosIT", "tests='2' failures='0' errors='0' skipped='0' time='60'");
        report("lab/all-in-one/target/failsafe-reports", "a.OtherHostsIT", "tests='1' failures='0' errors='0' skipped='0' time='30'");
        report("lab/all-in-one/target/failsafe-reports", "a.HostsIT", "tests='1' failures='0' errors='0' skipped='0' time='5'");

        assertThat(printed()).containsPattern("trust scenarios +90\\.0 s +5 min").containsPattern("pipeline end to end +5\\.0 s");
    }

    @Test
    void whatIsNoReportIsNotCounted() throws IOException {
        report("usb-watcher/target/other", "a.OneTest", "tests='5' failures='0' errors='0' skipped='0' time='0.5'");

        assertThat(printed()).contains("0 passed, 0 failed, 0 skipped");
    }

    private String printed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TestReport(TestReport.read(root), 3, 1500).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private void report(String folder, String name, String attributes) throws IOException {
        Path file = root.resolve(folder).resolve("TEST-" + name + ".xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<testsuite name='" + name + "' " + attributes + "/>");
    }
}
