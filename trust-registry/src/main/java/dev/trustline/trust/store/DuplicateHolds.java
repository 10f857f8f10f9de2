package dev.trustline.trust.store;

import dev.trustline.trust.presence.PresenceBoard;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.RelationKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * While one serial number is on two hosts at once nobody knows which phone a record belongs to, so pairing is held at every
 * host concerned and released when it is on one again: ordinary commands with audit and outbox, once per occurrence.
 * Stateless.
 */
final class DuplicateHolds {

    /** Who asks for the hold and for its end. */
    static final String RULE = "rule:duplicate-serial";

    private final CommandRows commands;
    private final Duration commandLife;

    DuplicateHolds(CommandRows commands, Duration commandLife) {
        this.commands = commands;
        this.commandLife = commandLife;
    }

    /** Stores the commands for what began and ended on this board. */
    void follow(Connection connection, PresenceBoard board) throws SQLException {
        ask(connection, CommandVerb.HOLD, board.problemsBegun());
        ask(connection, CommandVerb.RELEASE, board.problemsEnded());
    }

    private void ask(Connection connection, CommandVerb verb, Set<RelationKey> keys) throws SQLException {
        if (!keys.isEmpty()) {
            commands.insert(connection, new CommandRows.Order(verb, null, RULE, commandLife, null), keys);
        }
    }
}
