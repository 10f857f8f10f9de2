package dev.trustline.trust.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The table {@code publisher} and the advisory lock that makes one copy the publisher. Stateless. */
public final class PublisherRow {

    private static final String TRY_LOCK = "select pg_try_advisory_lock(" + Locks.PUBLISHER + ")";
    private static final String UNLOCK = "select pg_advisory_unlock(" + Locks.PUBLISHER + ")";
    private static final String RAISE = "update publisher set epoch = greatest(epoch + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint)";
    private static final String TAKE = RAISE + ", instance = ?, since = clock_timestamp()";

    /** Tries to become the publisher for as long as this connection lives. */
    public boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Gives the role back. */
    public void unlock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNLOCK)) {
            statement.execute();
        }
    }

    /** Raises the epoch of the numbering, so that no number comes twice after an older backup was put back. */
    public void raiseEpoch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RAISE)) {
            statement.executeUpdate();
        }
    }

    /** Notes who publishes now and raises the epoch of the numbering. */
    public void take(Connection connection, String instance) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setString(1, instance);
            statement.executeUpdate();
        }
    }
}
