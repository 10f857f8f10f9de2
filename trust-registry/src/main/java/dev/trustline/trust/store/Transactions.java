package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Ending transactions that failed. Stateless. */
public final class Transactions {

    private Transactions() {
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
