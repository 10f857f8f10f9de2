package dev.trustline.trust.presence;

import dev.trustline.events.device.Connection;
import dev.trustline.events.envelope.EventId;
import dev.trustline.trust.relation.RelationKey;
import java.time.Instant;
import java.util.Objects;

/**
 * One phone at one host. Immutable.
 *
 * @param key        device and host
 * @param state      where the cable is
 * @param since      since when, by the broker's clock
 * @param reason     {@code event}, {@code listed}, {@code not-listed} or {@code attached-elsewhere}
 * @param portPath   bus and ports, {@code null} when unknown
 * @param connection {@code usb} or {@code network}, {@code null} when unknown
 * @param hotplugSource what saw it attached: {@code libusb}, {@code scan}, {@code usbmux}; {@code null} when unknown
 * @param last       number of the watcher's event or report that said so
 * @param problem    {@link #DUPLICATE_SERIAL}, or {@code null}
 */
public record Presence(
        RelationKey key,
        PresenceState state,
        Instant since,
        String reason,
        String portPath,
        String connection,
        String hotplugSource,
        EventId last,
        String problem) {

    /** Two hosts list the same serial number at the same time: two phones, or one that was cloned. */
    public static final String DUPLICATE_SERIAL = "duplicate-serial";

    public Presence {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(last, "last");
    }

    /** On this host's cable. */
    public boolean isAttached() {
        return state == PresenceState.ATTACHED;
    }

    /** Attached, and not by network only: a phone is on one cable, but any number of hosts may reach it by network. */
    boolean isOnCable() {
        return isAttached() && !Connection.NETWORK.wireText().equals(connection);
    }

    /** The same phone in another state; {@code since} stays when the state does. */
    Presence as(PresenceState next, Instant at, String why, EventId id) {
        return new Presence(key, next, next == state ? since : at, why, portPath, connection, hotplugSource, id, problem);
    }

    /** The same phone, the problem set or cleared. */
    Presence withProblem(String code) {
        return new Presence(key, state, since, reason, portPath, connection, hotplugSource, last, code);
    }

    /** The same phone on this port, as seen by that source; {@code null} leaves what was known. */
    Presence onPort(String path, String by, String source) {
        return new Presence(key, state, since, reason, path == null ? portPath : path, by == null ? connection : by,
                source == null ? hotplugSource : source, last, problem);
    }
}
