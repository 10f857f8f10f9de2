package dev.trustline.trust.api;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.trust.store.LabQueries;
import dev.trustline.trust.store.LabQueries.ReportedService;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What somebody who asks a host for something should know of it. Stateless. */
final class HostNotes {

    private final LabQueries lab;

    HostNotes(LabQueries lab) {
        this.lab = lab;
    }

    /** Whether the host's pairing-service reports as it should. */
    boolean reports(Connection connection, String host) throws SQLException {
        return service(connection, host).filter(s -> !s.silent()).isPresent();
    }

    /** Why the host may not answer soon; {@code null} if nothing speaks for that. */
    String note(Connection connection, String host) throws SQLException {
        Optional<ReportedService> service = service(connection, host);
        if (service.isEmpty()) {
            return "The pairing-service of host " + host + " has never reported; the command waits for it until it expires.";
        }
        return service.get().silent()
                ? "Host " + host + " is silent since " + service.get().at() + "; the command waits for it until it expires."
                : null;
    }

    private Optional<ReportedService> service(Connection connection, String host) throws SQLException {
        return lab.services(connection).stream()
                .filter(s -> s.host().equals(host) && s.service().equals(EventSource.PAIRING_SERVICE))
                .findFirst();
    }
}
