package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.phone.Durations;
import dev.trustline.virtualdevice.phone.Owner;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The lab from a shell. Prints one line {@code READY http=… token=… NAME=host:port,unix:path …} on standard output when
 * everything listens, and runs until SIGTERM or SIGINT. Exit code 2 with one sentence when it cannot start.
 */
@Command(
        name = "virtual-lab",
        mixinStandardHelpOptions = true,
        description = "A lab of scripted iPhones behind the usbmuxd protocol.")
public final class VirtualLabMain implements Callable<Integer> {
    private static final int CANNOT_START = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--phones", defaultValue = "3", description = "how many phones (default: ${DEFAULT-VALUE})")
    private int phones;

    @Option(
            names = "--mux-port",
            defaultValue = "27015",
            description = "usbmuxd port of the first host; others follow on free ports (default: ${DEFAULT-VALUE})")
    private int muxPort;

    @Option(names = "--mux-socket", description = "usbmuxd socket of the first host")
    private Path muxSocket;

    @Option(
            names = "--http-port",
            defaultValue = "8090",
            description = "port of page and control API (default: ${DEFAULT-VALUE})")
    private int httpPort;

    @Option(names = "--host", description = "a lab host, NAME[=PORT[,SOCKET[,RECORDS]]], or NAME=usb[:PORT] with a bus that a kernel imports by USB/IP; repeatable (default: lab-1)")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--auto-trust", description = "owners tap Trust this long after the alert: 3s, 250ms")
    private String autoTrust;

    @Option(names = "--data", description = "folder for keys, trusted records and the hosts' pair records")
    private Path data;

    @Option(names = "--token-file", description = "file with the API's token (default: generated)")
    private Path tokenFile;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String bind;

    @Option(
            names = "--personality",
            arity = "1..*",
            description = "[RANGE:]TRAIT[+TRAIT]…, such as 2-3:locked+ios=16.1; repeatable")
    private List<String> personalities = new ArrayList<>();

    @Option(names = "--pregenerate-keys", description = "make all device keys before READY")
    private boolean pregenerateKeys;

    @Option(names = "--start-unplugged", description = "phones start without a cable")
    private boolean startUnplugged;

    /** Runs the lab until it is told to end. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new VirtualLabMain());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e.getMessage());
            return CANNOT_START;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws LabStartFailed, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (VirtualLab lab = VirtualLab.start(options())) {
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                lab.close();
                ended.countDown();
                end.countDown();
            }));
            PrintWriter out = spec.commandLine().getOut();
            out.println(readyLine(lab));
            out.flush();
            end.await();
            ended.await();
        }
        return 0;
    }

    private static String readyLine(VirtualLab lab) {
        StringBuilder line = new StringBuilder("READY http=" + lab.httpUri() + " token=" + lab.token());
        for (LabHost host : lab.hosts().values()) {
            List<String> addresses = new ArrayList<>();
            host.muxAddress().ifPresent(tcp -> addresses.add(tcp.getAddress().getHostAddress() + ":" + tcp.getPort()));
            host.muxSocket().ifPresent(path -> addresses.add("unix:" + path));
            host.usbipAddress().ifPresent(usb -> addresses.add("usbip:" + usb.getAddress().getHostAddress() + ":" + usb.getPort()));
            line.append(' ').append(host.name()).append('=').append(String.join(",", addresses));
        }
        return line.toString();
    }

    private LabOptions options() {
        try {
            LabOptions.Builder options = LabOptions.builder()
                    .phones(phones)
                    .httpPort(httpPort)
                    .bind(InetAddress.getByName(bind))
                    .pregenerateKeys(pregenerateKeys)
                    .startUnplugged(startUnplugged);
            hostOptions().forEach(options::host);
            personalities.forEach(options::personality);
            if (autoTrust != null) {
                options.owner(Owner.trustsAfter(Durations.parse(autoTrust)));
            }
            if (data != null) {
                options.data(data);
            }
            if (tokenFile != null) {
                options.token(Files.readString(tokenFile).strip());
            }
            return options.build();
        } catch (UnknownHostException e) {
            throw new ParameterException(spec.commandLine(), "--bind: no such address: " + bind, e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--token-file: cannot be read: " + tokenFile, e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<HostOptions> hostOptions() {
        List<String> names = hosts.isEmpty() ? List.of("lab-1") : hosts;
        List<HostOptions> options = new ArrayList<>();
        for (String name : names) {
            HostOptions defaults = options.isEmpty()
                    ? new HostOptions("default", OptionalInt.of(muxPort), Optional.ofNullable(muxSocket), Optional.empty())
                    : HostOptions.onFreePort("default");
            options.add(HostOptions.parse(name, defaults));
        }
        return options;
    }
}
