package dev.trustline.trust;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a failure of PostgreSQL calls for, told by its SQLSTATE (PostgreSQL documentation, appendix A). Immutable.
 */
public sealed interface DatabaseTrouble {

    /**
     * It passes by itself, or somebody is at it: wait and try again.
     *
     * @param because what it is that is waited for
     */
    record Away(String because) implements DatabaseTrouble {}

    /**
     * It stays until somebody changes a setting.
     *
     * @param wayOut one sentence that says what
     */
    record Misconfigured(String wayOut) implements DatabaseTrouble {}

    /** It is not about the database being there: a defect of ours, or a schema that does not fit. */
    record Defect() implements DatabaseTrouble {}

    /** By the first SQLSTATE among this failure and its causes; without one, nobody answered in time. */
    static DatabaseTrouble of(Throwable failure) {
        List<SQLException> told = new ArrayList<>();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                told.add(sql);
            }
        }
        Optional<String> state = told.stream().map(SQLException::getSQLState).filter(s -> s != null && !s.isBlank()).findFirst();
        return told.isEmpty() ? new Defect() : state.map(DatabaseTrouble::ofState).orElseGet(() -> new Away("no connection within the time allowed"));
    }

    private static DatabaseTrouble ofState(String state) {
        return States.KNOWN.entrySet().stream()
                .filter(e -> state.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(Defect::new);
    }

    /** Classes and single states; none begins with another. */
    final class States {

        private static final String LOGIN = "PostgreSQL does not let the user in: set quarkus.datasource.username and "
                + "quarkus.datasource.password, and see that pg_hba.conf admits it.";
        private static final Map<String, DatabaseTrouble> KNOWN = new LinkedHashMap<>();

        static {
            KNOWN.put("08", new Away("it cannot be reached"));
            KNOWN.put("53", new Away("it is out of connections, memory or disk"));
            KNOWN.put("55000", new Away("it is closed to connections"));
            KNOWN.put("57P", new Away("it is starting or stopping"));
            KNOWN.put("58", new Away("it cannot read or write its files"));
            KNOWN.put("25006", new Away("it only reads: a standby, perhaps about to be promoted"));
            KNOWN.put("28", new Misconfigured(LOGIN));
            KNOWN.put("3D000", new Misconfigured("PostgreSQL has no such database: create it, or correct quarkus.datasource.jdbc.url."));
            KNOWN.put("42501", new Misconfigured("The user may not create tables: grant it all on the database and on its schema, or let it own both."));
        }

        private States() {
        }
    }
}
