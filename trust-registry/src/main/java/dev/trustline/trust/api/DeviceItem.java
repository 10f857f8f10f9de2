package dev.trustline.trust.api;

import dev.trustline.trust.presence.Presence;
import dev.trustline.trust.presence.PresenceState;
import dev.trustline.trust.store.LabQueries.AskedCounts;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A device and the hosts at which it was seen.
 *
 * @param udid       the device
 * @param attachedTo the host whose cable it is on, absent if on none
 * @param places     every host at which it was seen
 * @param backupConsents how often it asked its owner about a backup, over all hosts
 * @param authenticationPrompts how often it asked for passcode or face while no backup was announced, over all hosts
 */
@Schema(requiredProperties = {"udid", "places", "backupConsents", "authenticationPrompts"})
public record DeviceItem(String udid, String attachedTo, List<Place> places, long backupConsents, long authenticationPrompts) {

    static DeviceItem of(String udid, List<Presence> rows, AskedCounts asked) {
        String attachedTo = rows.stream().filter(Presence::isAttached).map(p -> p.key().host()).findFirst().orElse(null);
        return new DeviceItem(udid, attachedTo, rows.stream().map(Place::of).toList(), asked.backupConsents(),
                asked.authenticationPrompts());
    }

    /**
     * A device at one host.
     *
     * @param host     the host
     * @param presence where the cable is
     * @param reason   what told so
     * @param since    since when, by the broker's clock
     * @param portPath bus and ports, absent when unknown
     * @param problem  {@code duplicate-serial}, or absent
     */
    @Schema(requiredProperties = {"host", "presence", "reason", "since"})
    public record Place(String host, PresenceState presence, String reason, Instant since, String portPath, String problem) {

        static Place of(Presence p) {
            return new Place(p.key().host(), p.state(), p.reason(), p.since(), p.portPath(), p.problem());
        }
    }
}
