package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.lockdown.fake.Organisation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that this project did not write, on the lab's sockets. A tool that is absent is skipped and says so. */
class RealToolsIT {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder;

    private VirtualLab lab;

    enum Way {
        UNIX,
        TCP
    }

    private record Run(int code, String output) {}

    @BeforeEach
    void start() throws LabStartFailed {
        start("standard");
    }

    private void start(String traits) throws LabStartFailed {
        stop();
        lab = VirtualLab.start(LabOptions.builder()
                .withoutHttp()
                .personality(traits)
                .host(HostOptions.onFreePort("lab-1").withSocket(folder.resolve("mux")))
                .build());
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void idevicepairPairsValidatesAndUnpairs(Way way) throws Exception {
        String idevicepair = require("idevicepair", Optional.empty());
        String ideviceinfo = require("ideviceinfo", Optional.empty());
        LabPhone phone = lab.phone(1);
        assertThat(idevice(way, idevicepair, "pair").output()).contains("Please accept the trust dialog");
        assertThat(phone.trust().done()).isTrue();
        assertThat(idevice(way, idevicepair, "pair")).isEqualTo(
                new Run(0, "SUCCESS: Paired with device " + phone.udid()));
        assertThat(idevice(way, idevicepair, "validate").output()).contains("SUCCESS: Validated pairing");
        assertThat(idevice(way, ideviceinfo, "-k", "ProductVersion")).isEqualTo(new Run(0, "17.5.1"));
        assertThat(idevice(way, ideviceinfo, "-k", "PasswordProtected")).isEqualTo(new Run(0, "true"));
        assertThat(idevice(way, idevicepair, "unpair").output()).contains("SUCCESS: Unpaired");
        phone.unplug();
        phone.plug();
        assertThat(idevice(way, idevicepair, "validate").output()).contains("Please accept the trust dialog");
        phone.deny();
        assertThat(idevice(way, idevicepair, "pair").output()).contains("user denied the trust dialog");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "ios=9.3", "ios=8.4+tls-max=1.0", "ios=6.1", "tls-max=1.2", "binary-replies", "prefix-apart", "coalesced",
        "control-characters", "key-bits=1024", "setup-assistant"
    })
    void idevicepairFollowsEveryPersonalityThatARealPhoneMayHave(String traits) throws Exception {
        String idevicepair = require("idevicepair", Optional.empty());
        String ideviceinfo = require("ideviceinfo", Optional.empty());
        start(traits);
        String asked = idevice(Way.TCP, idevicepair, "pair").output();
        lab.phone(1).trust();
        for (String step : List.of("pair", "validate")) {
            Run run = idevice(Way.TCP, idevicepair, step);
            assertThat(run.code()).as("%s: %s; when first asked: %s", step, run.output(), asked).isZero();
        }
        assertThat(idevice(Way.TCP, ideviceinfo, "-k", "ProductVersion").output())
                .isEqualTo(lab.phone(1).snapshot().personality().productVersion());
    }

    @Test
    void idevicepairSaysThatALockedPhoneNeedsItsPasscode() throws Exception {
        String idevicepair = require("idevicepair", Optional.empty());
        start("locked");
        assertThat(idevice(Way.UNIX, idevicepair, "pair").output()).contains("a passcode is set");
    }

    @Test
    void pymobiledevice3Pairs() throws Exception {
        String tool = require("pymobiledevice3", Optional.ofNullable(System.getenv("TRUSTLINE_PYMOBILEDEVICE3")));
        Map<String, String> environment = environment(Way.TCP);
        Thread owner = tapAsSoonAsAsked();
        Run pair = run(environment, tool, "lockdown", "pair");
        owner.join();
        assertThat(pair.code()).as(pair.output()).isZero();
        assertThat(run(environment, tool, "lockdown", "info").output()).contains("\"ProductVersion\": \"17.5.1\"");
    }

    @Test
    void goIosPairs() throws Exception {
        String tool = require("ios", Optional.ofNullable(System.getenv("TRUSTLINE_GO_IOS")));
        Map<String, String> environment = environment(Way.TCP);
        assertThat(run(environment, tool, "pair").code()).isNotZero();
        assertThat(lab.phone(1).trust().done()).isTrue();
        Run pair = run(environment, tool, "pair");
        assertThat(pair.code()).as(pair.output()).isZero();
        assertThat(run(environment, tool, "info").output()).contains("17.5.1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pymobiledevice3PairsASupervisedPhoneWithoutATap(boolean rsa) throws Exception {
        String tool = require("pymobiledevice3", Optional.ofNullable(System.getenv("TRUSTLINE_PYMOBILEDEVICE3")));
        Organisation organisation = rsa ? Organisation.of("RSA-2048") : Organisation.of("P-256");
        start("supervised-by=" + organisation.certificateFile(folder, true));
        Path keybag = Files.write(folder.resolve("keybag.pem"), organisation.pem());
        supervised(run(environment(Way.TCP), tool, "lockdown", "pair-supervised", keybag.toString()));
        assertThat(run(environment(Way.TCP), tool, "lockdown", "info").output()).contains("\"ProductVersion\": \"17.5.1\"");
    }

    @Test
    void goIosPairsASupervisedPhoneWithoutATap() throws Exception {
        String tool = require("ios", Optional.ofNullable(System.getenv("TRUSTLINE_GO_IOS")));
        Organisation organisation = Organisation.of("RSA-2048");
        start("supervised-by=" + organisation.certificateFile(folder, true));
        Path identity = Files.write(folder.resolve("identity.p12"), organisation.pkcs12());
        supervised(run(environment(Way.TCP), tool, "pair", "--p12file=" + identity, "--password=" + new String(Organisation.PASSWORD)));
        assertThat(run(environment(Way.TCP), tool, "info").output()).contains("17.5.1");
    }

    private void supervised(Run pair) {
        assertThat(pair.code()).as(pair.output()).isZero();
        assertThat(lab.phone(1).snapshot().prompts()).as(pair.output()).isZero();
        assertThat(lab.phone(1).snapshot().trustedHosts()).as(pair.output()).isEqualTo(1);
    }

    private Thread tapAsSoonAsAsked() {
        Thread owner = new Thread(() -> Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> lab.phone(1).trust().done()));
        owner.start();
        return owner;
    }

    private static String require(String tool, Optional<String> given) {
        Optional<String> found = given.or(() -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst());
        if (found.isEmpty()) {
            System.out.println("SKIPPED PEER " + tool + ": not installed");
        }
        assumeTrue(found.isPresent(), tool + " is not installed");
        return found.get();
    }

    private Map<String, String> environment(Way way) {
        String address = way == Way.UNIX
                ? "UNIX:" + lab.host().muxSocket().orElseThrow()
                : "127.0.0.1:" + lab.host().muxAddress().orElseThrow().getPort();
        return Map.of("USBMUXD_SOCKET_ADDRESS", address, "HOME", folder.toString());
    }

    private Run idevice(Way way, String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool, "-u", lab.phone(1).udid()));
        command.addAll(List.of(arguments));
        return run(environment(way), command.toArray(String[]::new));
    }

    private Run run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " did not end: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
    }
}
