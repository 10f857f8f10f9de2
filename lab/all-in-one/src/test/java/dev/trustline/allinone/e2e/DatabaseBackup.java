package dev.trustline.allinone.e2e;

import dev.trustline.allinone.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of a database, made and put back by PostgreSQL itself while nobody is connected. */
final class DatabaseBackup {

    private static final String COPY = "older_backup";

    private final DatabaseAddress address;

    DatabaseBackup(DatabaseAddress address) {
        this.address = address;
    }

    void take() throws SQLException {
        run("drop database if exists " + COPY, "create database " + COPY + " template " + name());
    }

    void putBack() throws SQLException {
        run("drop database " + name() + " with (force)", "alter database " + COPY + " rename to " + name());
    }

    private String name() {
        return address.jdbcUrl().replaceAll("\\?.*", "").replaceAll(".*/", "");
    }

    /** From another database, as one cannot be copied or dropped from within. */
    private void run(String... statements) throws SQLException {
        String elsewhere = address.jdbcUrl().replaceFirst("/" + name(), "/template1");
        try (Connection connection = DriverManager.getConnection(elsewhere, address.user(), address.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
