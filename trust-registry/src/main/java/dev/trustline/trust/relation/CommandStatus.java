package dev.trustline.trust.relation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The life of a command. */
public enum CommandStatus {
    /** Stored, and on its way to the host or there. */
    ACCEPTED,
    /** The host acted on it; the reason is the outcome's. */
    DONE,
    /** The host will not act on it. */
    REJECTED,
    /** It came too late, or nobody answered in time. */
    EXPIRED;

    /** As it stands in REST answers and in the database. */
    @JsonValue
    public String wireText() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CommandStatus ofWireText(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
