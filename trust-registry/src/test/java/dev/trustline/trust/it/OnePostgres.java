package dev.trustline.trust.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * The PostgreSQL of the tests that need no running registry: started for the first that asks, it ends with the JVM. Each makes
 * a database of its own. Thread-safe.
 */
final class OnePostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static EmbeddedPostgres server;

    private OnePostgres() {
    }

    static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /** Makes an empty database and leads to it as its superuser. */
    static DataSource emptyDatabase() throws SQLException {
        String name = "empty_" + DATABASES.incrementAndGet();
        sql(server().getPostgresDatabase(), "create database " + name);
        return server().getDatabase("postgres", name);
    }

    static void sql(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
