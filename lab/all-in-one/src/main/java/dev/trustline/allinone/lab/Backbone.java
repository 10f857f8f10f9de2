package dev.trustline.allinone.lab;

import dev.trustline.allinone.broker.KafkaBroker;
import dev.trustline.allinone.database.DatabaseAddress;
import dev.trustline.allinone.database.DatabaseProbe;
import dev.trustline.allinone.database.PostgresServer;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Broker and database: embedded, or those that the options name. Started side by side, because each takes seconds. Not
 * thread-safe.
 */
public final class Backbone {
    private final LabOptions options;
    private KafkaBroker broker;
    private PostgresServer postgres;
    private DatabaseAddress database;

    Backbone(LabOptions options) {
        this.options = options;
    }

    /** Starts what is embedded, creates missing topics and refuses wrong ones. */
    void start(Surroundings around, Progress progress) throws StartFailure, InterruptedException {
        if (options.postgres().isPresent()) {
            database = DatabaseAddress.parse(options.postgres().get());
        }
        CompletableFuture<PostgresServer> starting = options.postgres().isPresent()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(() -> startPostgres(around));
        try {
            sayWhatStarts(progress);
            if (options.kafka().isEmpty()) {
                broker = new KafkaBroker(around.installation().broker(), around.data(), around.memory(), around.ledger());
                broker.start();
            }
        } finally {
            postgres = await(starting);
        }
        if (postgres != null) {
            database = postgres.address();
        }
        int created = LabTopics.create(kafka(), broker().map(KafkaBroker::folder)).size();
        progress.say(created == 0 ? "all topics are there" : created + " topics created");
    }

    /** What the options name is asked before anything is started. */
    static void mustAnswer(LabOptions options) throws StartFailure {
        if (options.postgres().isPresent()) {
            DatabaseProbe.mustAnswer(DatabaseAddress.parse(options.postgres().get()));
        }
        if (options.kafka().isPresent()) {
            LabTopics.mustAnswer(options.kafka().get());
        }
    }

    private void sayWhatStarts(Progress progress) {
        List<String> embedded = new ArrayList<>();
        if (options.kafka().isEmpty()) {
            embedded.add("the Kafka broker");
        }
        if (options.postgres().isEmpty()) {
            embedded.add("PostgreSQL");
        }
        if (!embedded.isEmpty()) {
            progress.say("starting " + String.join(" and ", embedded));
        }
    }

    private static PostgresServer startPostgres(Surroundings around) {
        try {
            return PostgresServer.start(around.data(), around.memory());
        } catch (StartFailure e) {
            throw new CompletionException(e);
        }
    }

    private static PostgresServer await(CompletableFuture<PostgresServer> starting) throws StartFailure {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("PostgreSQL does not start: " + e.getCause() + ".", e);
        }
    }

    /** Where Kafka clients connect. */
    public String kafka() {
        return options.kafka().orElseGet(() -> broker.address());
    }

    /** How the registry reaches its database. */
    public DatabaseAddress database() {
        return database;
    }

    /** The embedded broker, if there is one. */
    public Optional<KafkaBroker> broker() {
        return Optional.ofNullable(broker);
    }

    /** The embedded database, if there is one. */
    public Optional<PostgresServer> postgres() {
        return Optional.ofNullable(postgres);
    }

    /** Whichever of the two is embedded, as something that should run. */
    List<Watched> watched() {
        return Stream.concat(broker().map(KafkaBroker::watched).stream(), postgres().map(PostgresServer::watched).stream()).toList();
    }

    /** Stops what is embedded and running; the data stays. */
    void stop(Progress progress) {
        if (broker != null) {
            broker.stop();
        }
        if (postgres != null) {
            try {
                postgres.stop();
            } catch (IOException e) {
                progress.say("PostgreSQL did not stop in order: " + e.getMessage());
            }
        }
    }
}
