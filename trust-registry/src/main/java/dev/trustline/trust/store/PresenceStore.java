package dev.trustline.trust.store;

import dev.trustline.trust.presence.Presence;
import dev.trustline.trust.presence.PresenceBoard;
import dev.trustline.trust.presence.ReceivedDeviceEvent;
import dev.trustline.trust.presence.ReceivedReport;
import dev.trustline.trust.relation.CommandVerb;
import dev.trustline.trust.relation.Relation;
import dev.trustline.trust.relation.RelationBatch.Counted;
import dev.trustline.trust.relation.RelationBatch.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a batch that is about cables and hosts. A phone that is seen for the first time gets a relation in state
 * {@code unknown}, so that it is shown even before its host has said anything about trust. Thread-safe.
 */
final class PresenceStore {

    private final RelationRows relations;
    private final HostRows hosts;
    private final DuplicateHolds holds;
    private final HostIdentityRows identities;
    private final PresenceRows rows = new PresenceRows();
    private final LadderLog ladder = new LadderLog();

    PresenceStore(RelationRows relations, HostRows hosts, DuplicateHolds holds) {
        this.relations = relations;
        this.hosts = hosts;
        this.holds = holds;
        this.identities = new HostIdentityRows(hosts);
    }

    /**
     * What came of it.
     *
     * @param outcomes what became of each record
     * @param asked    the commands that the rule of duplicate serials made of it
     */
    record Done(List<Counted> outcomes, List<CommandVerb> asked) {}

    Done apply(Connection connection, EventBatch batch) throws SQLException {
        rows.lock(connection);
        List<Counted> outcomes = new ArrayList<>();
        List<LadderRows.SeenSign> signs = new ArrayList<>();
        Map<String, ReceivedReport> newest = reports(connection, batch.reports(), outcomes, signs);
        PresenceBoard board = board(connection, batch, newest);
        for (ReceivedDeviceEvent event : batch.deviceEvents()) {
            boolean applied = board.event(event.data(), event.origin().id(), event.origin().at());
            outcomes.add(new Counted(event.data().type().shortName(), applied ? Outcome.APPLIED : Outcome.STALE));
        }
        newest.values().stream()
                .filter(r -> r.data().attached() != null)
                .forEach(r -> board.list(r.data().host(), r.data().attached(), r.origin().id(), r.origin().at()));
        save(connection, board.changed());
        ladder.follow(connection, board.moves(), signs);
        return new Done(outcomes, holds.follow(connection, board));
    }

    private void save(Connection connection, List<Presence> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        rows.save(connection, changed);
        List<Relation> seen = changed.stream()
                .filter(Presence::isAttached)
                .map(p -> Relation.unknown(p.key(), p.since()))
                .toList();
        if (!seen.isEmpty()) {
            relations.introduce(connection, seen);
        }
    }

    private PresenceBoard board(Connection connection, EventBatch batch, Map<String, ReceivedReport> newest) throws SQLException {
        Set<String> udids = new HashSet<>();
        Set<String> hostNames = new HashSet<>();
        batch.deviceEvents().forEach(e -> udids.add(e.data().udid().value()));
        for (ReceivedReport report : newest.values()) {
            if (report.data().attached() != null) {
                hostNames.add(report.data().host());
                report.data().attached().forEach(d -> udids.add(d.udid().value()));
            }
        }
        return new PresenceBoard(rows.load(connection, udids, hostNames));
    }

    /** Writes the newest report of each service; returns those that were news, by {@code host/service}. */
    private Map<String, ReceivedReport> reports(Connection connection, List<ReceivedReport> reports, List<Counted> outcomes,
            List<LadderRows.SeenSign> signs) throws SQLException {
        Map<String, ReceivedReport> news = new LinkedHashMap<>();
        if (reports.isEmpty()) {
            return news;
        }
        Map<String, HostRows.Seen> seen = hosts.newest(connection);
        List<HostRows.FoundProblem> wentBack = new ArrayList<>();
        for (ReceivedReport report : reports) {
            String subject = report.data().subject();
            HostRows.Seen before = seen.get(subject);
            boolean newer = before == null || report.origin().id().compareTo(before.id()) > 0;
            outcomes.add(new Counted(report.data().type().shortName(), newer ? Outcome.APPLIED : Outcome.STALE));
            if (newer) {
                news.put(subject, report);
                signs.addAll(LadderLog.signs(before == null ? null : before.signs(), report));
                seen.put(subject, new HostRows.Seen(report.origin().id(), report.origin().at(), LadderLog.signs(report)));
            } else if (report.origin().id().epoch() < before.id().epoch() && report.origin().at().isAfter(before.at())) {
                wentBack.add(HostRows.FoundProblem.epochWentBack(report.data().host(), report.data().service(), report.origin().at()));
            }
        }
        write(connection, news, wentBack);
        return news;
    }

    private void write(Connection connection, Map<String, ReceivedReport> news, List<HostRows.FoundProblem> wentBack)
            throws SQLException {
        if (!news.isEmpty()) {
            hosts.save(connection, List.copyOf(news.values()));
            hosts.clearEpochWentBack(connection, news.values().stream().map(ReceivedReport::data).toList());
            identities.follow(connection, news.values());
        }
        if (!wentBack.isEmpty()) {
            hosts.raise(connection, wentBack);
        }
    }
}
