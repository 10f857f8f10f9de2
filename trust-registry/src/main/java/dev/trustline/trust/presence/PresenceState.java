package dev.trustline.trust.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a phone's cable is, as seen from one host. */
public enum PresenceState {
    /** On this host's cable. */
    ATTACHED,
    /** Not on this host's cable. */
    DETACHED,
    /** Was here, has since been seen on another host; this host has not said that it left. */
    SUPERSEDED;

    /** As it stands in REST answers and in the database. */
    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with this text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PresenceState ofWireText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
