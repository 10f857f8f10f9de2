package dev.trustline.pairing;

import dev.trustline.pairing.handshake.Supervision;
import dev.trustline.pairing.health.ProblemSource;
import dev.trustline.pairing.supervision.SupervisionFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The supervision identity as it is configured. Thread-safe. */
final class SupervisionWiring {
    /** How often the files are looked at. */
    static final Duration EVERY = Duration.ofSeconds(5);
    private final Optional<SupervisionFile> file;

    /** Reads the files, if there are any. */
    SupervisionWiring(PairingConfig config, Clock clock) throws SupervisionFile.Unusable {
        Optional<Path> identity = config.supervisionIdentity();
        if (identity.isEmpty() && config.supervisionPasswordFile().isPresent()) {
            throw new IllegalArgumentException("pairing.supervision-password-file is given, but pairing.supervision-identity names no file: give both, or neither");
        }
        this.file = identity.isEmpty()
                ? Optional.empty()
                : Optional.of(new SupervisionFile(identity.get(), config.supervisionPasswordFile(), config.notSupervised(), clock));
    }

    Supervision port() {
        return file.<Supervision>map(f -> f).orElse(Supervision.NONE);
    }

    /** Looks at the files. */
    void look() {
        file.ifPresent(SupervisionFile::look);
    }

    List<ProblemSource> problems() {
        return file.<List<ProblemSource>>map(List::of).orElse(List.of());
    }
}
