package dev.trustline.pairing;

import dev.trustline.pairing.vaultcli.VaultCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** The process: TLS is warmed beside the framework's own start, which leaves a processor free (measured). */
@QuarkusMain
public final class Main {
    private Main() {
    }

    /** Runs until the service is stopped, or does what the words {@code vault …} ask for and ends. */
    public static void main(String... args) {
        if (args.length > 0 && args[0].equals("vault")) {
            System.exit(new VaultCommand(System.out, System.err, System.getenv()).run(List.of(args).subList(1, args.length)));
        }
        TlsWarmth.ofProcess().begin();
        Quarkus.run(args);
    }
}
