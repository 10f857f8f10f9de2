package dev.trustline.events.result;

import dev.trustline.events.EventType;
import dev.trustline.events.Udid;
import java.util.Objects;

/**
 * What the device asked its owner is gone; how it was answered is not known.
 *
 * @param udid       the device
 * @param host       the host
 * @param outOfSight {@code true} if it was not seen to go: the cable is out or the device hung up; {@code null} if it was
 */
public record AuthenticationPromptResolved(Udid udid, String host, Boolean outOfSight) implements PromptResult {
    public AuthenticationPromptResolved {
        Objects.requireNonNull(udid, "udid");
        Objects.requireNonNull(host, "host");
    }

    @Override
    public EventType type() {
        return EventType.AUTHENTICATION_PROMPT_RESOLVED;
    }
}
