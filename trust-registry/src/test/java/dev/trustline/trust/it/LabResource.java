package dev.trustline.trust.it;

import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCreation;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** One broker with all topics, one PostgreSQL and a password file, for all service tests of this JVM. */
public final class LabResource implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "an operator's password";

    private static final List<Logger> NOISY = Stream.of("kafka", "org.apache.kafka", "state.change.logger", "io.zonky")
            .map(Logger::getLogger).toList();

    private EmbeddedKafkaBroker broker;
    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        NOISY.forEach(l -> l.setLevel(Level.WARNING));
        try {
            // side by side: each takes seconds, mostly waiting for a process and a disk
            CompletableFuture<EmbeddedPostgres> database = CompletableFuture.supplyAsync(LabResource::database);
            broker = broker();
            String bootstrap = broker.getAdvertisedListeners();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                TopicCreation.createMissing(admin, Arrays.asList(Topic.values()), (short) 1);
            }
            postgres = database.get();
            Path password = Files.createTempFile("operator", ".password");
            Files.writeString(password, PASSWORD + "\n");
            return Map.of(
                    "kafka.bootstrap.servers", bootstrap,
                    "quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"),
                    "quarkus.datasource.username", "postgres",
                    "quarkus.datasource.password", "postgres",
                    "trust-registry.operator-password-file", password.toString(),
                    "trust-registry.watch-every", "500ms",
                    "trust-registry.tidy-every", "500ms",
                    "trust-registry.host-silent-after", "10m");
        } catch (Exception e) {
            throw new IllegalStateException("the test's broker or database did not start", e);
        }
    }

    private static EmbeddedPostgres database() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "40")
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedKafkaBroker broker() {
        return new EmbeddedKafkaBroker().withNodeId(0).withDeleteLogDirsOnClose(true).withAdditionalProperties(p -> {
            p.put("auto.create.topics.enable", "false");
            p.put("group.initial.rebalance.delay.ms", "0");
            p.put("offsets.topic.num.partitions", "1");
            p.put("offsets.topic.replication.factor", "1");
            p.put("transaction.state.log.num.partitions", "1");
            p.put("transaction.state.log.replication.factor", "1");
            p.put("transaction.state.log.min.isr", "1");
            p.put("log.cleaner.dedupe.buffer.size", "2097152");
        }).start();
    }

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the test's database did not stop", e);
        }
    }
}
