package dev.trustline.allinone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trustline bundle}: what a supporter needs of a device, as files; no keys, no identities, no passwords. */
@Command(name = "bundle", mixinStandardHelpOptions = true, description = {"Writes all that a supporter needs of one device into a file for each host:",
    "state, history with timings, commands, cable and host, versions and problems. No keys, no HostID or SystemBUID, no passwords."})
final class BundleCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Parameters(index = "0", paramLabel = "UDID", description = "The device.")
    private String udid;

    @Parameters(index = "1", arity = "0..1", paramLabel = "HOST", description = "The host; left out: every host that has seen the device.")
    private String host;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = ".", description = "Where the files go (default: here).")
    private Path out;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".trustline", description = "The lab's data folder (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Override
    public Integer call() {
        return Guarded.run(() -> {
            String device = Udid.tryParse(udid).map(Udid::value)
                    .orElseThrow(() -> new StartFailure("UDID takes 40 hex digits, or 24 with or without a dash after the eighth."));
            if (host != null && !EventSource.isHostName(host)) {
                throw new StartFailure("HOST takes 1 to 63 letters, digits, dots, dashes and underscores.");
            }
            RegistryDoor registry = RegistryDoor.of(data);
            for (String one : hosts(registry, device)) {
                System.out.println("  " + write(one, device, registry.get("/api/v1/trust/" + device + "/" + one + "/support-bundle")));
            }
            System.out.println("No keys and no passwords are in there; read it before you give it away.");
            return 0;
        });
    }

    private List<String> hosts(RegistryDoor registry, String device) throws StartFailure, InterruptedException {
        if (host != null) {
            return List.of(host);
        }
        List<String> hosts = new ArrayList<>();
        registry.get("/api/v1/trust?limit=1000&udid=" + device).path("items").forEach(i -> hosts.add(i.path("host").asText()));
        if (hosts.isEmpty()) {
            throw new StartFailure("No host of this lab has seen " + device + ": `./trustline status` lists the devices.");
        }
        return hosts;
    }

    private Path write(String at, String device, JsonNode bundle) throws StartFailure {
        Path file = out.resolve("trustline-bundle-" + device + "-" + at + "-" + STAMP.format(Clock.systemUTC().instant()) + ".json").toAbsolutePath().normalize();
        try {
            return Files.writeString(file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(bundle) + "\n");
        } catch (IOException e) {
            throw new StartFailure("The file " + file + " cannot be written: choose another folder with --out.", e);
        }
    }
}
