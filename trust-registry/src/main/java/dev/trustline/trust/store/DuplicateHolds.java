package dev.trustline.trust.store;

import dev.trustline.events.Udid;
import dev.trustline.trust.presence.PresenceBoard;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * While one serial number is on two hosts at once nobody knows which phone a record belongs to, so pairing is held at every
 * host concerned and released when it is on one again: ordinary commands with audit and outbox, once per occurrence. One
 * that expired because its host was away is asked for again when the host is back. Stateless.
 */
public final class DuplicateHolds {

    /** Who asks for the hold and for its end. */
    static final String RULE = "rule:duplicate-serial";

    /** The rule's name stands in the text, not in a parameter, so that the index of its commands is used. */
    private static final String EXPIRED = """
            select n.udid, n.host, n.verb
              from (select distinct on (udid, host) udid, host, verb, status from command
                     where requested_by = ':rule' order by udid, host, created_at desc) n
              left join presence p on p.udid = n.udid and p.host = n.host
             where n.status = 'expired' and (n.verb = 'hold') = (p.problem is not null)
               and exists (select 1 from host_report w join consumer_offset o on o.topic = 'trustline.hosts' and o.partition = w.partition
                            where w.host = n.host and w.service = 'pairing-service'
                              and o.read_to_end_at <= w.at + ? * interval '1 millisecond')""".replace(":rule", RULE);

    private final PresenceRows presence = new PresenceRows();
    private final CommandRows commands;
    private final Duration commandLife;

    /** Holds whose commands a host may act on that long. */
    public DuplicateHolds(CommandRows commands, Duration commandLife) {
        this.commands = commands;
        this.commandLife = commandLife;
    }

    /** Stores the commands for what began and ended on this board; returns them. */
    List<CommandVerb> follow(Connection connection, PresenceBoard board) throws SQLException {
        List<CommandVerb> asked = new ArrayList<>(ask(connection, CommandVerb.HOLD, board.problemsBegun()));
        asked.addAll(ask(connection, CommandVerb.RELEASE, board.problemsEnded()));
        return asked;
    }

    /**
     * Asks again for what expired unanswered and is still wanted, where the host's pairing-service reports. In a transaction of
     * its own, one copy at a time. Returns the commands that this made.
     */
    public List<CommandVerb> askAgain(Connection connection, Duration silentAfter) throws SQLException {
        if (expired(connection, silentAfter).isEmpty()) {
            return List.of();
        }
        return Transactions.whole(connection, c -> askAll(c, silentAfter));
    }

    private List<CommandVerb> askAll(Connection connection, Duration silentAfter) throws SQLException {
        presence.lock(connection);
        List<CommandVerb> asked = new ArrayList<>();
        for (Map.Entry<CommandVerb, Set<RelationKey>> wanted : expired(connection, silentAfter).entrySet()) {
            asked.addAll(ask(connection, wanted.getKey(), wanted.getValue()));
        }
        return asked;
    }

    private static Map<CommandVerb, Set<RelationKey>> expired(Connection connection, Duration silentAfter) throws SQLException {
        Map<CommandVerb, Set<RelationKey>> found = new EnumMap<>(CommandVerb.class);
        try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
            statement.setLong(1, silentAfter.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    CommandVerb verb = CommandVerb.ofWireText(row.getString("verb")).orElseThrow();
                    found.computeIfAbsent(verb, v -> new TreeSet<>())
                            .add(new RelationKey(new Udid(row.getString("udid")), row.getString("host")));
                }
            }
        }
        return found;
    }

    private List<CommandVerb> ask(Connection connection, CommandVerb verb, Set<RelationKey> keys) throws SQLException {
        return keys.isEmpty() ? List.of()
                : commands.insert(connection, new CommandRows.Order(verb, null, RULE, commandLife, null), keys).stream()
                        .map(StoredCommand::verb)
                        .toList();
    }
}
