package dev.trustline.benchmarks.load;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of one connection: closing gives it back, so that prepared statements stay prepared. For one thread. */
final class OneConnection extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final transient PooledConnection connection;

    OneConnection(String url, String user, String password) throws SQLException {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        this.connection = source.getPooledConnection(user, password);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connection.getConnection();
    }
}
