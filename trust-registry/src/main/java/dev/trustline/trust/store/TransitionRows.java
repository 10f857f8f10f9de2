package dev.trustline.trust.store;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.trust.relation.RelationKey;
import dev.trustline.trust.relation.StateTransition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The table {@code transition}: every step of every relation, never changed once written. Stateless. */
public final class TransitionRows {

    private static final String COLUMNS = "udid, host, version, from_state, to_state, reason, raw_error, at, attempt, evidence, "
            + "decided_by, timings, traceparent, impossible_tap";
    private static final String INSERT = "insert into transition (" + COLUMNS + ", event_epoch) select v.*, p.epoch from "
            + "unnest(?" + ", ?".repeat(COLUMNS.split(",").length - 1) + ") as v, publisher p";
    private static final String RESTORE = "insert into transition (" + COLUMNS + ", event_epoch, event_sequence) select * from "
            + "unnest(?, ?, ?" + ", ?".repeat(COLUMNS.split(",").length - 1) + ") on conflict do nothing";

    /** Writes new transitions; each gets the next number of the registry. */
    void insert(Connection connection, List<StateTransition> transitions) throws SQLException {
        columns(transitions).execute(connection, INSERT);
    }

    /** Writes transitions that came back from the topic, unless they are there. Returns how many were missing. */
    public int restore(Connection connection, List<NumberedTransition> transitions) throws SQLException {
        ArrayColumns<NumberedTransition> columns = new ArrayColumns<>(transitions)
                .text(t -> t.transition().key().udid().value())
                .text(t -> t.transition().key().host())
                .int8(t -> t.transition().version())
                .text(t -> t.transition().from().wireText())
                .text(t -> t.transition().to().wireText())
                .text(t -> t.transition().reason().wireText())
                .text(t -> t.transition().rawError())
                .time(t -> t.transition().at())
                .int4(t -> t.transition().attempt())
                .text(t -> t.transition().evidence())
                .text(t -> t.transition().decidedBy())
                .text(t -> TimingsText.write(t.transition().timings()))
                .text(t -> t.transition().traceparent())
                .text(t -> tap(t.transition()))
                .int8(t -> t.id().epoch())
                .int8(t -> t.id().sequence());
        return columns.execute(connection, RESTORE);
    }

    private static ArrayColumns<StateTransition> columns(List<StateTransition> transitions) {
        return new ArrayColumns<>(transitions)
                .text(t -> t.key().udid().value())
                .text(t -> t.key().host())
                .int8(StateTransition::version)
                .text(t -> t.from().wireText())
                .text(t -> t.to().wireText())
                .text(t -> t.reason().wireText())
                .text(StateTransition::rawError)
                .time(StateTransition::at)
                .int4(StateTransition::attempt)
                .text(StateTransition::evidence)
                .text(StateTransition::decidedBy)
                .text(t -> TimingsText.write(t.timings()))
                .text(StateTransition::traceparent)
                .text(TransitionRows::tap);
    }

    private static String tap(StateTransition transition) {
        return transition.impossibleTap() == null ? null : transition.impossibleTap().wireText();
    }

    static StateTransition read(ResultSet row) throws SQLException {
        return new StateTransition(
                new RelationKey(new Udid(row.getString("udid")), row.getString("host")),
                RelationRows.status(row.getString("from_state")),
                RelationRows.status(row.getString("to_state")),
                Reason.ofWireText(row.getString("reason")),
                row.getString("raw_error"),
                Columns.time(row, "at"),
                row.getInt("attempt"),
                row.getString("evidence"),
                row.getString("decided_by"),
                TimingsText.read(row.getString("timings")),
                row.getLong("version"),
                row.getString("traceparent"),
                Columns.tap(row, "impossible_tap"));
    }
}
