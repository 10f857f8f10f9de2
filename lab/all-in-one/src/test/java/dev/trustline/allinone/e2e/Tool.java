package dev.trustline.allinone.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.events.Udid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that this project did not write, what it is told to do, and its words for what a phone answers. */
enum Tool {
    IDEVICEPAIR("idevicepair", Map.of(
            Verb.PAIR, List.of("-u", "UDID", "pair"),
            Verb.USE, List.of("-u", "UDID", "validate"),
            Verb.UNPAIR, List.of("-u", "UDID", "unpair")), "user denied", "a passcode is set"),
    PYMOBILEDEVICE3("TRUSTLINE_PYMOBILEDEVICE3", Map.of(
            Verb.PAIR, List.of("lockdown", "pair", "--udid", "UDID"),
            Verb.USE, List.of("lockdown", "info", "--udid", "UDID"),
            Verb.UNPAIR, List.of("lockdown", "unpair", "--udid", "UDID"),
            Verb.PAIR_AS_SUPERVISOR, List.of("lockdown", "pair-supervised", "--udid", "UDID", "PEM"),
            Verb.READ_WIFI, List.of("lockdown", "wifi-connections", "--udid", "UDID"),
            Verb.SWITCH_WIFI_ON, List.of("lockdown", "wifi-connections", "--udid", "UDID", "on")), "refused to trust", "password protected"),
    /** Has no command that unpairs. */
    GO_IOS("TRUSTLINE_GO_IOS", Map.of(
            Verb.PAIR, List.of("pair", "--udid=UDID"),
            Verb.USE, List.of("info", "--udid=UDID"),
            Verb.PAIR_AS_SUPERVISOR, List.of("pair", "--p12file=P12", "--password=PASSWORD", "--udid=UDID"),
            Verb.READ_WIFI, List.of("lockdown", "get", "EnableWifiConnections", "--domain=com.apple.mobile.wireless_lockdown", "--udid=UDID")),
            "UserDeniedPairing", "PasswordProtected");

    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final Map<Verb, List<String>> commands;
    private final String denied;
    private final String locked;

    Tool(String name, Map<Verb, List<String>> commands, String denied, String locked) {
        this.name = name;
        this.commands = commands;
        this.denied = denied;
        this.locked = locked;
    }

    /** What a tool may be told. */
    enum Verb { PAIR, USE, UNPAIR, PAIR_AS_SUPERVISOR, READ_WIFI, SWITCH_WIFI_ON }

    /** How a program ended and what it printed. */
    record Run(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** In the words of libimobiledevice: no answer came over usbmuxd any more. */
        boolean lostItsConnection() {
            return output.contains("error code -8");
        }
    }

    /** A program that still runs. */
    record Running(Process process, Path output) {
        /** Waits until it ends, for so long as a tool may take. */
        Run ends() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Run(exitCode, printed);
        }

        /** Ends it: nobody waits for it any longer. */
        Run isGivenUp() throws IOException, InterruptedException {
            process.destroyForcibly();
            return ends();
        }
    }

    /** Whether it has a command for that. */
    boolean can(Verb verb) {
        return commands.containsKey(verb);
    }

    /** Whether it can end what it began. */
    boolean unpairs() {
        return can(Verb.UNPAIR);
    }

    /** Whether it waits for the owner of a phone; the others ask once and are to be told again. */
    boolean waitsForTheTap() {
        return this == PYMOBILEDEVICE3;
    }

    /** Whether it begins to pair by itself where the phone does not know its record. */
    boolean pairsUnasked() {
        return this == PYMOBILEDEVICE3;
    }

    /** Its word for an owner who did not trust the host. */
    String denied() {
        return denied;
    }

    /** Its word for a phone that is locked. */
    String locked() {
        return locked;
    }

    /** Its name as documents write it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tries once to pair the phone over that usbmuxd. */
    Run pair(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(Verb.PAIR, phone, usbmuxd, Map.of());
    }

    /** Uses the record that usbmuxd has of the phone. */
    Run use(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(Verb.USE, phone, usbmuxd, Map.of());
    }

    /** Ends its trust with the record that usbmuxd has. */
    Run unpair(Udid phone, String usbmuxd) throws IOException, InterruptedException {
        return tell(Verb.UNPAIR, phone, usbmuxd, Map.of());
    }

    /** Does that, with these values for the words of its command. */
    Run tell(Verb verb, Udid phone, String usbmuxd, Map<String, String> values) throws IOException, InterruptedException {
        return begin(verb, phone, usbmuxd, values).ends();
    }

    /** Begins that, with these values for the words of its command. */
    Running begin(Verb verb, Udid phone, String usbmuxd, Map<String, String> values) throws IOException {
        List<String> command = new ArrayList<>(List.of(path().orElseThrow()));
        for (String argument : commands.get(verb)) {
            String filled = argument.replace("UDID", phone.value());
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace(value.getKey(), value.getValue());
            }
            command.add(filled);
        }
        return start(this == GO_IOS ? "tcp://" + usbmuxd : usbmuxd, command);
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
        return start(usbmuxd, List.of(command)).ends();
    }

    private static Running start(String usbmuxd, List<String> command) throws IOException {
        Path output = Files.createTempFile("peer", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("USBMUXD_SOCKET_ADDRESS", usbmuxd);
        builder.environment().put("PYMOBILEDEVICE3_USBMUX", usbmuxd);
        builder.environment().put("HOME", Files.createTempDirectory("peer").toString());
        return new Running(builder.start(), output);
    }
}
