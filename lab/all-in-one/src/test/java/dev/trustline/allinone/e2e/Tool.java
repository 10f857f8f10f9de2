package dev.trustline.allinone.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.events.Udid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that this project did not write, and what it is told to pair, to use its record and to unpair. */
enum Tool {
    IDEVICEPAIR("idevicepair", List.of("-u", "UDID", "pair"), List.of("-u", "UDID", "validate"), List.of("-u", "UDID", "unpair")),
    PYMOBILEDEVICE3("TRUSTLINE_PYMOBILEDEVICE3", List.of("lockdown", "pair", "--udid", "UDID"), List.of("lockdown", "info", "--udid", "UDID"),
            List.of("lockdown", "unpair", "--udid", "UDID")),
    /** Has no command that unpairs. */
    GO_IOS("TRUSTLINE_GO_IOS", List.of("pair", "--udid=UDID"), List.of("info", "--udid=UDID"), List.of());

    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final List<String> pair;
    private final List<String> use;
    private final List<String> unpair;

    Tool(String name, List<String> pair, List<String> use, List<String> unpair) {
        this.name = name;
        this.pair = pair;
        this.use = use;
        this.unpair = unpair;
    }

    /** How a program ended and what it printed. */
    record Run(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Whether it can end what it began. */
    boolean unpairs() {
        return !unpair.isEmpty();
    }

    /** Tries once to pair the phone over that usbmuxd. */
    Run pair(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(pair, phone, usbmuxd);
    }

    /** Uses the record that usbmuxd has of the phone. */
    Run use(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(use, phone, usbmuxd);
    }

    /** Ends its trust with the record that usbmuxd has. */
    Run unpair(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(unpair, phone, usbmuxd);
    }

    private Run tell(List<String> arguments, Udid phone, String usbmuxd) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(path().orElseThrow()));
        arguments.forEach(a -> command.add(a.replace("UDID", phone.value())));
        return run(this == GO_IOS ? "tcp://" + usbmuxd : usbmuxd, command.toArray(String[]::new));
    }

    /** The case is skipped, and says why, where it is not installed. */
    void mustBeInstalled() {
        assumeTrue(path().isPresent(), this + " is not installed");
    }

    static void mustBeInstalled(String program) {
        assumeTrue(onPath(program).isPresent(), program + " is not installed");
    }

    private Optional<String> path() {
        return this == IDEVICEPAIR ? onPath(name) : Optional.ofNullable(System.getenv(name));
    }

    private static Optional<String> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":")).map(d -> Path.of(d, program)).filter(Files::isExecutable).map(Path::toString).findFirst();
    }

    /** Runs a program on that usbmuxd, with an empty home of its own. */
    static Run run(String usbmuxd, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("peer", ".txt");
        Path home = Files.createTempDirectory("peer");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("USBMUXD_SOCKET_ADDRESS", usbmuxd);
            builder.environment().put("PYMOBILEDEVICE3_USBMUX", usbmuxd);
            builder.environment().put("HOME", home.toString());
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Run(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
