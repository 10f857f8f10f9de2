package dev.trustline.trust.presence;

import dev.trustline.events.Udid;
import dev.trustline.events.device.Connection;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.host.HostReported.AttachedDevice;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Applies device events and watchers' lists to presence. A phone is on one cable: an attach by cable here supersedes
 * the one elsewhere; one by network says nothing about cables. A list heals what events missed, but only where it is newer than the last event. If a list still has a phone
 * that was superseded, and the list was written after that, while the other host is still attached, both get the problem
 * {@link Presence#DUPLICATE_SERIAL}. Made for one transaction, on top of the rows of all devices and hosts that it will be
 * told about. Not thread-safe.
 */
public final class PresenceBoard {

    private final Map<Udid, Map<String, Presence>> rows = new HashMap<>();
    private final Map<RelationKey, Presence> changed = new TreeMap<>();
    private final List<CableMove> moves = new ArrayList<>();
    private final Set<RelationKey> problemBefore;

    /** A board on top of these rows. */
    public PresenceBoard(Collection<Presence> stored) {
        stored.forEach(this::put);
        problemBefore = stored.stream().filter(p -> p.problem() != null).map(Presence::key).collect(Collectors.toSet());
    }

    /** Takes an attach or a detach. Returns false if a newer one went in before. */
    public boolean event(DeviceEvent event, EventId id, Instant at) {
        RelationKey key = new RelationKey(event.udid(), event.host());
        Presence before = row(key);
        if (before != null && id.compareTo(before.last()) <= 0) {
            return false;
        }
        if (event instanceof DeviceAttached attached) {
            attach(key, at, "event", id, new Port(attached.portPath(), attached.connection().wireText(), attached.hotplugSource()));
        } else {
            detach(before == null ? absent(key, at, id) : before, at, "event", id);
        }
        return true;
    }

    /** Takes a watcher's complete list, taken in one step with that number. */
    public void list(String host, Collection<AttachedDevice> list, EventId id, Instant at) {
        Map<Udid, AttachedDevice> listed = list.stream()
                .collect(Collectors.toMap(AttachedDevice::udid, Function.identity(), (a, b) -> a));
        for (Presence row : rowsOf(host)) {
            boolean older = row.last().compareTo(id) < 0;
            if (older && row.state() != PresenceState.DETACHED && !listed.containsKey(row.key().udid())) {
                detach(row, at, "not-listed", id);
            }
        }
        listed.values().forEach(device -> listed(new RelationKey(device.udid(), host), device, id, at));
    }

    private void listed(RelationKey key, AttachedDevice device, EventId id, Instant at) {
        Presence row = row(key);
        if (row != null && (row.isAttached() || row.last().compareTo(id) >= 0)) {
            return;
        }
        Port port = new Port(device.portPath(), connection(device), null);
        boolean elsewhere = others(key).stream().anyMatch(Presence::isOnCable);
        if (row != null && row.state() == PresenceState.SUPERSEDED && elsewhere && !Connection.NETWORK.wireText().equals(port.connection)) {
            if (!at.isAfter(row.since())) {
                return; // it was written before the phone appeared elsewhere
            }
            change(row.withProblem(Presence.DUPLICATE_SERIAL));
            others(key).stream().filter(Presence::isOnCable).forEach(o -> change(o.withProblem(Presence.DUPLICATE_SERIAL)));
        } else {
            attach(key, at, "listed", id, port);
        }
    }

    /** An older watcher does not tell; what has a port is on a cable. */
    private static String connection(AttachedDevice device) {
        Connection told = device.connection() == null && device.portPath() != null ? Connection.USB : device.connection();
        return told == null ? null : told.wireText();
    }

    /** Where a device was seen, and by what; {@code null} where it was not said. */
    private record Port(String path, String connection, String source) {}

    private void attach(RelationKey key, Instant at, String why, EventId id, Port port) {
        Presence before = row(key);
        Presence row = before == null ? absent(key, at, id) : before;
        Presence attached = row.as(PresenceState.ATTACHED, at, why, id).onPort(port.path, port.connection, port.source);
        change(attached);
        boolean isSaidToBeOnCable = Connection.USB.wireText().equals(port.connection);
        if (!isSaidToBeOnCable) {
            return; // it may be reached by network, which says nothing about the cables of others
        }
        for (Presence other : others(key)) {
            if (other.isOnCable()) {
                change(other.as(PresenceState.SUPERSEDED, at, "attached-elsewhere", other.last()));
            }
        }
    }

    private void detach(Presence row, Instant at, String why, EventId id) {
        change(row.as(PresenceState.DETACHED, at, why, id).withProblem(null));
        List<Presence> stillDoubled = others(row.key()).stream().filter(o -> o.problem() != null).toList();
        if (stillDoubled.size() == 1) {
            change(stillDoubled.get(0).withProblem(null));
        }
    }

    private static Presence absent(RelationKey key, Instant at, EventId id) {
        return new Presence(key, PresenceState.DETACHED, at, "event", null, null, null, id, null);
    }

    /** The rows that are to be written, in key order. */
    public List<Presence> changed() {
        return List.copyOf(changed.values());
    }

    /** The places where the problem began since the board was made, in key order: once per occurrence. */
    public Set<RelationKey> problemsBegun() {
        return problems(row -> row.problem() != null && !problemBefore.contains(row.key()));
    }

    /** The places where the problem ended since the board was made, in key order. */
    public Set<RelationKey> problemsEnded() {
        return problems(row -> row.problem() == null && problemBefore.contains(row.key()));
    }

    private Set<RelationKey> problems(Predicate<Presence> which) {
        return changed.values().stream().filter(which).map(Presence::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every time a cable came or went, in the order in which that was taken in. */
    public List<CableMove> moves() {
        return List.copyOf(moves);
    }

    private void change(Presence row) {
        Presence before = row(row.key());
        if (before == null ? row.isAttached() : before.isAttached() != row.isAttached()) {
            moves.add(new CableMove(row.key(), row.since(), row.isAttached()));
        }
        put(row);
        changed.put(row.key(), row);
    }

    private void put(Presence row) {
        rows.computeIfAbsent(row.key().udid(), u -> new TreeMap<>()).put(row.key().host(), row);
    }

    private Presence row(RelationKey key) {
        return rows.getOrDefault(key.udid(), Map.of()).get(key.host());
    }

    private List<Presence> others(RelationKey key) {
        return rows.getOrDefault(key.udid(), Map.of()).values().stream()
                .filter(p -> !p.key().host().equals(key.host()))
                .toList();
    }

    private List<Presence> rowsOf(String host) {
        return rows.values().stream().map(byHost -> byHost.get(host)).filter(java.util.Objects::nonNull).toList();
    }
}
