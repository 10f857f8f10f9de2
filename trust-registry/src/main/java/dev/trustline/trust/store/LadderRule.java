package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.trust.ladder.Ladder;
import dev.trustline.trust.ladder.LadderFact;
import dev.trustline.trust.ladder.NextAttempt;
import dev.trustline.trust.ladder.Situation;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One rung, then a new attempt by itself: asked for as an ordinary command, once per rung, by one copy. Stateless. */
public final class LadderRule {

    private static final String MAY_WANT = """
            select distinct r.udid, r.host from relation r join presence p using (udid, host)
              join host_sign s on s.host = r.host and s.at >= r.applied_at
             where r.state in ('failed', 'timed-out', 'denied') and p.state = 'attached'
               and not exists (select 1 from ladder_attempt a where a.udid = r.udid and a.host = r.host and a.rung_at >= s.at)""";

    private final LadderQueries queries = new LadderQueries();
    private final LadderRows rows = new LadderRows();
    private final CommandRows commands;
    private final Duration commandLife;

    /** A rule whose commands a host may act on that long. */
    public LadderRule(CommandRows commands, Duration commandLife) {
        this.commands = commands;
        this.commandLife = commandLife;
    }

    /** Asks for the attempts that are due. In a transaction of its own if there are any. Returns the commands that this made. */
    public List<CommandVerb> ask(Connection connection) throws SQLException {
        List<RelationKey> candidates = candidates(connection);
        return candidates.isEmpty() ? List.of() : Transactions.whole(connection, c -> ask(c, candidates));
    }

    private List<CommandVerb> ask(Connection connection, List<RelationKey> candidates) throws SQLException {
        List<RelationKey> due = new ArrayList<>();
        for (Map.Entry<RelationKey, List<LadderFact>> entry : queries.facts(connection, candidates).entrySet()) {
            Situation now = queries.situation(connection, entry.getKey()).orElseThrow();
            Optional<Instant> rung = now.heard() == null ? Optional.empty()
                    : Ladder.read(entry.getValue(), now.heard()).trouble().flatMap(t -> NextAttempt.due(t, now));
            if (rung.isPresent() && rows.ask(connection, entry.getKey(), rung.get(), NextAttempt.MOST_A_DAY)) {
                due.add(entry.getKey());
            }
        }
        return due.isEmpty() ? List.of()
                : commands.insert(connection, new CommandRows.Order(CommandVerb.PAIR, null, NextAttempt.RULE, commandLife, null), due).stream()
                        .map(StoredCommand::verb)
                        .toList();
    }

    private static List<RelationKey> candidates(Connection connection) throws SQLException {
        List<RelationKey> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MAY_WANT); ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new RelationKey(new Udid(row.getString(1)), row.getString(2)));
            }
        }
        return found;
    }
}
