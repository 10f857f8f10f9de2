package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * The device asks its owner for passcode or face, and nobody has announced a backup: for what it asks is not known. Never a loss of
 * trust.
 *
 * @param udid the device
 * @param host the host
 */
public record AuthenticationPromptRequested(Udid udid, String host) implements PromptResult {
    public AuthenticationPromptRequested {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.AUTHENTICATION_PROMPT_REQUESTED;
    }
}
