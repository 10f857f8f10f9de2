package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * A command reached its host after its {@code expirytime}; its {@code causationid} names it. Nothing was done.
 *
 * @param udid the device; {@code null} when the command was about the whole host
 * @param host the host
 */
public record CommandExpired(Udid udid, String host) implements PairingResult {
    public CommandExpired {
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.COMMAND_EXPIRED;
    }

    @Override
    public String subject() {
        return udid == null ? host : udid.value();
    }
}
