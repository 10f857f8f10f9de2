package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * A host will not act on a command; its {@code causationid} names it. The relation's state is unchanged.
 *
 * @param udid     the device; {@code null} when the command was about the whole host
 * @param host     the host
 * @param reason   why not
 * @param rawError the device's own error string as {@link DeviceWords} cleans it, {@code null} when it gave none
 */
public record CommandRejected(Udid udid, String host, Rejection reason, String rawError) implements PairingResult {
    public CommandRejected {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(reason, "reason");
        rawError = DeviceWords.cleanOrNull(rawError);
    }

    @Override
    public EventType type() {
        return EventType.COMMAND_REJECTED;
    }

    @Override
    public String subject() {
        return udid == null ? host : udid.value();
    }
}
