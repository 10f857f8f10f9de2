package dev.trustline.allinone.cli;

import dev.trustline.allinone.daemon.DaemonSelfTest;
import dev.trustline.allinone.daemon.DaemonReport;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.lab.LabOptions;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.envelope.EventSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trustline up}: the whole lab on this machine until Ctrl-C. */
@Command(
        name = "up",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Starts a whole lab: broker, database, virtual iPhones and the three services.",
            "Shows how each phone moves from attached to trusted. Ctrl-C stops everything; the next `up` goes on from there.",
            ""
        })
final class UpCommand implements Callable<Integer> {
    private static final int COULD_NOT_START = 2;

    @Option(names = "--phones", paramLabel = "N", defaultValue = "3", description = "How many virtual iPhones (default: ${DEFAULT-VALUE}).")
    private int phones;

    @Option(names = "--auto-trust", paramLabel = "DELAY", description = "The phones' owner taps Trust after this long: 3s, 500ms, 2m. Left out: you tap.")
    private String autoTrust;

    @Option(names = "--usbmuxd", paramLabel = "ADDRESS", description = "Real phones: the usbmuxd at unix:/path or host:port instead of virtual ones. Says what is wrong with that daemon.")
    private String usbmuxd;

    @Option(names = "--host", paramLabel = "NAME", description = "This computer's name in the lab (default: its host name).")
    private String host;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".trustline", description = "Where the lab keeps its state and logs (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--http-port", paramLabel = "P", defaultValue = "8080", description = "The registry's REST API (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(names = "--lab-http-port", paramLabel = "P", defaultValue = "8090", description = "The virtual phones' page (default: ${DEFAULT-VALUE}).")
    private int labHttpPort;

    @Option(names = "--mux-port", paramLabel = "P", defaultValue = "27015", description = "The virtual phones' usbmuxd protocol (default: ${DEFAULT-VALUE}).")
    private int muxPort;

    @Option(names = "--kafka", paramLabel = "ADDRESS", description = "Use this broker (host:port) instead of the embedded one. Missing topics are created; wrong ones are refused with the command that mends them.")
    private String kafka;

    @Option(names = "--postgres", paramLabel = "URL", description = "Use this database instead of the embedded one: postgresql://user:password@host:port/database.")
    private String postgres;

    @Option(names = "--operator-password-file", paramLabel = "F", description = "Password of user `operator`. Left out: generated and shown.")
    private Path passwordFile;

    @Override
    public Integer call() throws InterruptedException {
        try {
            LabOptions options = options();
            Terminal terminal = new Terminal(System.out);
            if (usbmuxd != null) {
                DaemonReport.lines(DaemonSelfTest.onThisMachine().findings(usbmuxd)).forEach(terminal::say);
            }
            return new LabSession(options, new Installation(Trustline.root()), terminal).run();
        } catch (StartFailure e) {
            Terminal.complain(e);
            return COULD_NOT_START;
        }
    }

    private LabOptions options() throws StartFailure {
        require(phones >= 1 && phones <= 2000, "--phones takes a number from 1 to 2000.");
        require(autoTrust == null || autoTrust.matches("\\d+(ms|s|m)"), "--auto-trust takes a time such as 500ms, 3s or 2m.");
        require(usbmuxd == null || usbmuxd.matches("unix:/.+|[^:/]+:\\d{1,5}"), "--usbmuxd takes unix:/path or host:port.");
        String name = host == null ? hostName() : host;
        require(EventSource.isHostName(name), "--host takes 1 to 63 letters, digits, dots, dashes and underscores.");
        require(kafka == null || kafka.matches("[^:/]+:\\d{1,5}(,[^:/]+:\\d{1,5})*"), "--kafka takes host:port.");
        for (int port : new int[] {httpPort, labHttpPort, muxPort}) {
            require(port >= 1 && port <= 65_535, "A port is a number from 1 to 65535.");
        }
        require(usbmuxd != null || IntStream.of(httpPort, labHttpPort, muxPort).distinct().count() == 3,
                "--http-port, --lab-http-port and --mux-port must be three different ports.");
        return new LabOptions(phones, Optional.ofNullable(autoTrust), Optional.ofNullable(usbmuxd), name, data, httpPort, labHttpPort, muxPort,
                Optional.ofNullable(kafka), Optional.ofNullable(postgres), Optional.ofNullable(passwordFile), List.of(), Map.of());
    }

    private static void require(boolean condition, String sentence) throws StartFailure {
        if (!condition) {
            throw new StartFailure(sentence);
        }
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return EventSource.isHostName(name) ? name : "lab-host";
        } catch (UnknownHostException e) {
            return "lab-host";
        }
    }
}
