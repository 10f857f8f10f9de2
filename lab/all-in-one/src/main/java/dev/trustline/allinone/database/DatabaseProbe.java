package dev.trustline.allinone.database;

import dev.trustline.allinone.process.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Whether a database that the options name can be used, asked before anything waits for it in vain. Stateless. */
public final class DatabaseProbe {
    private static final String SECONDS = "5";

    private DatabaseProbe() {
    }

    /**
     * Logs in once.
     *
     * @throws StartFailure if nobody answers within 5 s, or the server refuses, with the server's own reason
     */
    public static void mustAnswer(DatabaseAddress address) throws StartFailure {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties)) {
            connection.isValid(Integer.parseInt(SECONDS));
        } catch (SQLException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
            throw new StartFailure("The database " + address.jdbcUrl() + " cannot be used as user " + address.user() + " (" + why
                    + "): mend --postgres, or leave it out to use the embedded one.", e);
        }
    }
}
