package dev.trustline.pairing;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process: TLS is warmed beside the framework's own start, which leaves a processor free (measured). */
@QuarkusMain
public final class Main {
    private Main() {
    }

    /** Runs until the service is stopped. */
    public static void main(String... args) {
        TlsWarmth.ofProcess().begin();
        Quarkus.run(args);
    }
}
