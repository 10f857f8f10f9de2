package dev.trustline.trust.store;

import dev.trustline.events.TrustStatus;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.trust.ladder.HostSigns;
import dev.trustline.trust.ladder.Ladder;
import dev.trustline.trust.ladder.LadderFact;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.Recovery;
import dev.trustline.trust.presence.CableMove;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which rung of the help ladder ended a trouble, noted in the transaction that takes in the trust. The three topics come in no
 * order: what is seen of a cable or host later, though it was before, makes it look again. Stateless.
 */
final class LadderLog {

    private final LadderRows rows = new LadderRows();
    private final LadderQueries queries = new LadderQueries();

    /** The signs between a host's report and the next one; only the pairing-service's count, which sits beside usbmuxd. */
    static List<LadderRows.SeenSign> signs(HostSigns before, ReceivedReport report) {
        if (before == null || !report.data().service().equals(EventSource.PAIRING_SERVICE)) {
            return List.of();
        }
        return before.until(signs(report)).stream()
                .map(kind -> new LadderRows.SeenSign(report.data().host(), new HostSign(report.origin().at(), kind)))
                .toList();
    }

    static HostSigns signs(ReceivedReport report) {
        return new HostSigns(report.data().bootId(), report.data().usbmuxdVersion(),
                report.data().problems().stream().map(p -> p.code()).collect(Collectors.toSet()));
    }

    /** Takes what cables and hosts did. */
    void follow(Connection connection, List<CableMove> moves, List<LadderRows.SeenSign> signs) throws SQLException {
        Set<LadderRows.Ended> again = new LinkedHashSet<>();
        if (!moves.isEmpty()) {
            rows.saveMoves(connection, moves);
            again.addAll(rows.endedAfterMoves(connection, moves));
        }
        if (!signs.isEmpty()) {
            rows.saveSigns(connection, signs);
            again.addAll(rows.endedAfterSigns(connection, signs));
        }
        note(connection, again);
    }

    /** Takes steps of relations, once they are stored. */
    void follow(Connection connection, List<StateTransition> transitions) throws SQLException {
        List<LadderRows.Ended> trusted = transitions.stream()
                .filter(t -> t.to() == TrustStatus.TRUSTED)
                .map(t -> new LadderRows.Ended(t.key(), t.version()))
                .toList();
        if (!trusted.isEmpty()) {
            note(connection, rows.mayEndTrouble(connection, trusted));
        }
    }

    private void note(Connection connection, Iterable<LadderRows.Ended> ended) throws SQLException {
        Set<LadderRows.Ended> wanted = new LinkedHashSet<>();
        ended.forEach(wanted::add);
        if (wanted.isEmpty()) {
            return;
        }
        Set<RelationKey> keys = wanted.stream().map(LadderRows.Ended::key).collect(Collectors.toSet());
        List<LadderRows.Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<RelationKey, List<LadderFact>> entry : queries.facts(connection, keys).entrySet()) {
            for (Recovery recovery : Ladder.read(entry.getValue(), Instant.EPOCH).recoveries()) {
                if (wanted.contains(new LadderRows.Ended(entry.getKey(), recovery.version()))) {
                    outcomes.add(new LadderRows.Outcome(entry.getKey(), recovery));
                }
            }
        }
        if (!outcomes.isEmpty()) {
            rows.saveOutcomes(connection, outcomes);
        }
    }
}
