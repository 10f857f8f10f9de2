package dev.trustline.trust;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator sets for this service. Durations are ISO-8601 or a number with a unit: {@code 30s}. */
@ConfigMapping(prefix = "trust-registry")
public interface TrustConfig {

    /** File with the password of user {@code operator} (HTTP Basic), read once at start. Required: no default. */
    Optional<Path> operatorPasswordFile();

    /** This copy's name in the log and in table {@code publisher}. Default: the machine's host name. */
    Optional<String> instance();

    /** How long a host may act on a command. Default 15m. */
    @WithDefault("15m")
    Duration commandLife();

    /** How long after a command's life an answer is waited for before it is marked expired. Default 30s. */
    @WithDefault("30s")
    Duration commandGrace();

    /** After how long without a report a host is called silent. Default 30s. */
    @WithDefault("30s")
    Duration hostSilentAfter();

    /** Lag, silence and offsets for lag tools are looked at this often. Default 2s. */
    @WithDefault("2s")
    Duration watchEvery();

    /** Unanswered commands are marked expired, attempts due after a step of help are asked for, and gauges are read, this often. Default 5s. */
    @WithDefault("5s")
    Duration tidyEvery();

    /** Publishing of states, changes and commands. */
    Publisher publisher();

    /** Waiting while Kafka or PostgreSQL is away. */
    BackOffConfig backOff();

    /** Publishing of states, changes and commands. */
    interface Publisher {

        /** Whether this copy may publish. Off only for measurements and for copies that shall only read. Default true. */
        @WithDefault("true")
        boolean enabled();

        /** How many outbox rows go into one Kafka transaction, 1 to 10000. Default 2000. */
        @WithDefault("2000")
        @Min(1)
        @Max(10_000)
        int batch();

        /** How long the publisher waits when there is nothing, unless this copy wakes it. Default 250ms. */
        @WithDefault("250ms")
        Duration idleWait();

        /** The {@code transactional.id}, the same for all copies of one registry. Default trust-registry. */
        @WithDefault("trust-registry")
        String transactionalId();
    }

    /** Waiting while Kafka or PostgreSQL is away. */
    interface BackOffConfig {

        /** The first wait; each further one is twice as long. Default 100ms. */
        @WithDefault("100ms")
        Duration first();

        /** The longest wait. Default 2s. */
        @WithDefault("2s")
        Duration longest();
    }
}
