package dev.trustline.allinone.e2e;

import dev.trustline.allinone.broker.KafkaBroker;
import dev.trustline.allinone.data.DataFolder;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.database.DatabaseAddress;
import dev.trustline.allinone.database.PostgresServer;
import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker without topics and an empty database of a user without privileges, as other people run them. For one thread. */
final class ForeignServers implements AutoCloseable {
    static final String PASSWORD = "a/b@c d";
    private static final String PASSWORD_IN_URL = "a%2Fb%40c%20d";

    private final DataFolder data;
    private final KafkaBroker broker;
    private final PostgresServer postgres;
    private final Admin admin;

    private ForeignServers(DataFolder data, KafkaBroker broker, PostgresServer postgres) {
        this.data = data;
        this.broker = broker;
        this.postgres = postgres;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    }

    static ForeignServers start(Path folder) throws StartFailure, InterruptedException, SQLException {
        DataFolder data = DataFolder.open(folder);
        LabMemory memory = LabMemory.in(data.root());
        KafkaBroker broker = new KafkaBroker(new Installation(LauncherProcess.root()).broker(), data, memory, new ChildLedger(folder.resolve("children")));
        PostgresServer postgres = PostgresServer.start(data, memory);
        try {
            asSuperuser(postgres, "CREATE ROLE lab LOGIN PASSWORD '" + PASSWORD + "'");
            broker.start();
        } catch (StartFailure | SQLException e) {
            broker.stop();
            stop(postgres);
            data.close();
            throw e;
        }
        return new ForeignServers(data, broker, postgres);
    }

    String kafka() {
        return broker.address();
    }

    /** As {@code --postgres} takes it. */
    String postgres() {
        return database().jdbcUrl().replace("jdbc:postgresql://", "postgresql://lab:" + PASSWORD_IN_URL + "@");
    }

    DatabaseAddress database() {
        return new DatabaseAddress(postgres.address().jdbcUrl().replaceFirst("/postgres$", "/phones"), "lab", PASSWORD);
    }

    boolean run() {
        return broker.child().isAlive() && postgres.watched().runs().getAsBoolean();
    }

    Admin admin() {
        return admin;
    }

    Set<String> topics() throws Exception {
        return admin.listTopics().names().get(20, TimeUnit.SECONDS);
    }

    /** The topic as it should be, but for these settings. */
    void createTopic(Topic topic, Map<String, String> settings) throws Exception {
        Map<String, String> all = new TreeMap<>(topic.config());
        all.putAll(settings);
        createTopic(topic.topicName(), topic.partitions(), all);
    }

    void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings))).all().get(20, TimeUnit.SECONDS);
    }

    /** No topics, and a database without tables: the two belong together, for the registry keeps its offsets in the database. */
    void empty() throws Exception {
        Set<String> ours = new HashSet<>(topics());
        ours.retainAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
        admin.deleteTopics(ours).all().get(20, TimeUnit.SECONDS);
        asSuperuser(postgres, "DROP DATABASE IF EXISTS phones WITH (FORCE)");
        asSuperuser(postgres, "CREATE DATABASE phones OWNER lab");
    }

    private static void asSuperuser(PostgresServer postgres, String sql) throws SQLException {
        DatabaseAddress address = postgres.address();
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many phones the registry that used this database knows to be trusted. */
    int trustedPhones() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database().jdbcUrl(), "lab", PASSWORD);
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM relation WHERE state = 'trusted'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.stop();
        stop(postgres);
        data.close();
    }

    private static void stop(PostgresServer postgres) {
        try {
            postgres.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
