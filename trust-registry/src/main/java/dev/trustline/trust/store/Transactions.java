package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Beginning transactions, and ending them whichever way they went. Stateless. */
public final class Transactions {

    private Transactions() {
    }

    /** Does work that is stored whole or, if it fails, not at all. */
    public static <T> T whole(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollbackAfter(e, connection);
            throw e;
        }
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Rolls back because of a failure; a second failure is added to the first as suppressed. */
    public static void rollbackAfter(Exception failure, Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
