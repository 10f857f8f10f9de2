package dev.trustline.benchmarks.stack;

import dev.trustline.allinone.database.DatabaseAddress;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registry's tables, looked at from beside: how much is applied and how much is left to publish. For one thread. */
public final class RegistryDatabase implements AutoCloseable {
    private static final String PROGRESS = "select (select coalesce(sum(next_offset), 0) from consumer_offset where topic = ?), "
            + "(select count(*) from outbox)";
    private static final String DATA_TABLES = "select tablename from pg_tables where schemaname = 'public' "
            + "and tablename not in ('flyway_schema_history', 'publisher')";

    private final DatabaseAddress address;
    private final Connection connection;

    private RegistryDatabase(DatabaseAddress address, Connection connection) {
        this.address = address;
        this.connection = connection;
    }

    static RegistryDatabase connect(DatabaseAddress address) throws BenchFailure {
        try {
            return new RegistryDatabase(address, DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password()));
        } catch (SQLException e) {
            throw new BenchFailure("the database does not answer: " + e.getMessage(), e);
        }
    }

    /**
     * How far the registry is.
     *
     * @param applied results taken in since the topic began
     * @param pending rows that are still to be published
     */
    public record Progress(long applied, long pending) {}

    /** Now. */
    public Progress progress() throws BenchFailure {
        try (PreparedStatement statement = connection.prepareStatement(PROGRESS)) {
            statement.setString(1, Topic.PAIRING_RESULTS.topicName());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Progress(row.getLong(1), row.getLong(2));
            }
        } catch (SQLException e) {
            throw new BenchFailure("the registry's tables cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same server's database of that name. */
    public RegistryDatabase other(String name) throws BenchFailure {
        return connect(new DatabaseAddress(urlOf(name), address.user(), address.password()));
    }

    /** Where the database of that name is. */
    public String urlOf(String name) {
        return address.jdbcUrl().replaceFirst("/[^/]+$", "/" + name);
    }

    /** Makes a database, empty. */
    public void create(String name) throws BenchFailure {
        execute("create database " + name);
    }

    /** Makes a database with the same tables as that one, which nobody may be connected to, but no rows. */
    public void createLike(String name, String model) throws BenchFailure {
        execute("create database " + name + " template " + model);
        try (RegistryDatabase copy = other(name)) {
            copy.execute("truncate " + String.join(", ", copy.tables()));
        }
    }

    /** Whether the registry has made all its tables. */
    public boolean hasTables() throws BenchFailure {
        return tables().contains("outbox");
    }

    private List<String> tables() throws BenchFailure {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(DATA_TABLES)) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
            return tables;
        } catch (SQLException e) {
            throw new BenchFailure("the registry's tables cannot be listed: " + e.getMessage(), e);
        }
    }

    private void execute(String sql) throws BenchFailure {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchFailure("the database refuses '" + sql + "': " + e.getMessage(), e);
        }
    }

    /** The server's processes, found by its pid file: the postmaster and its children as one name each. */
    static Map<String, Long> serverPids(Path folder) {
        Map<String, Long> pids = new LinkedHashMap<>();
        try {
            long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
            ProcessHandle.of(postmaster).ifPresent(p -> p.children().forEach(c -> pids.put("PostgreSQL:" + c.pid(), c.pid())));
        } catch (IOException | NumberFormatException e) {
            // it is stopping; its time is then among the other programs'
            return Map.of();
        }
        return pids;
    }

    @Override
    public void close() throws BenchFailure {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new BenchFailure("the database does not close a connection: " + e.getMessage(), e);
        }
    }
}
