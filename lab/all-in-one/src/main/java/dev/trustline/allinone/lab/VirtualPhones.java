package dev.trustline.allinone.lab;

import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.process.ChildSpec;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.StartFailure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The virtual phones of one lab host: a child process, its usbmuxd protocol, its page. Thread-safe. */
public final class VirtualPhones {
    private static final String MAIN = "dev.trustline.virtualdevice.VirtualLabMain";
    /** The longest path that a unix socket may have, in bytes ({@code sun_path}), less the final zero. */
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final LabPart part;
    private final int muxPort;
    private final int httpPort;
    private final Path tokenFile;
    private final Path folder;

    /**
     * The phones of a host.
     *
     * @param name      names the process, its folder and its token
     * @param count     how many phones
     * @param autoTrust after how long the owner taps, empty = a person taps
     * @param further   further options of the phones' own command line
     */
    public VirtualPhones(Surroundings around, String name, String host, int count, Optional<String> autoTrust, int muxPort, int httpPort,
            List<String> further) throws StartFailure {
        this.muxPort = muxPort;
        this.httpPort = httpPort;
        this.folder = around.data().folder(name);
        this.tokenFile = Secrets.in(around.data()).password(name + ".token");
        List<Path> classPath = around.installation().virtualDevice();
        around.installation().mustHave(classPath.get(0));
        List<String> command = JavaCommand.main(JVM, classPath, MAIN, arguments(host, count, autoTrust, further));
        ChildSpec spec = new ChildSpec(name, command, Map.of(), around.data().root());
        this.part = LabPart.readyByLine(spec, around.data().logs(), around.ledger(), "READY");
    }

    private String[] arguments(String host, int count, Optional<String> autoTrust, List<String> further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--phones", Integer.toString(count),
                "--host", host,
                "--mux-port", Integer.toString(muxPort),
                "--http-port", Integer.toString(httpPort),
                "--data", folder.toString(),
                "--token-file", tokenFile.toString()));
        socket().ifPresent(path -> arguments.addAll(List.of("--mux-socket", path.toString())));
        autoTrust.ifPresent(delay -> arguments.addAll(List.of("--auto-trust", delay)));
        arguments.addAll(further);
        return arguments.toArray(String[]::new);
    }

    /** The process. */
    public LabPart part() {
        return part;
    }

    /** Where the services reach the phones, {@code host:port}. */
    public String usbmuxd() {
        return "127.0.0.1:" + muxPort;
    }

    /** The same protocol on a unix socket; empty if the folder's path is too long for one. */
    public Optional<Path> socket() {
        Path path = folder.resolve("usbmuxd.sock");
        return path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH ? Optional.empty() : Optional.of(path);
    }

    /** The page with the phones, and their HTTP API. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + httpPort + "/");
    }

    /** The token that the HTTP API asks for. */
    public Path tokenFile() {
        return tokenFile;
    }

    /** Where the phones and their pair records are kept. */
    public Path folder() {
        return folder;
    }
}
