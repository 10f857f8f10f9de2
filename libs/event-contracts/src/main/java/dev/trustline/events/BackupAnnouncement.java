package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * How a host learned that a backup is about to begin: without that, nobody can tell the question about a backup from any other
 * question for a passcode or a face. An unlisted text, from a newer host, reads as {@link #UNRECOGNISED}.
 */
public enum BackupAnnouncement {
    /** Somebody said so, by {@code backup.announce-requested}. */
    COMMAND("command"),
    /** The device said so: a program on this host or another one begins to synchronise. */
    DEVICE("device"),
    /** A way that this reader does not know. */
    UNRECOGNISED("unrecognised");

    private final String wireText;

    BackupAnnouncement(String wireText) {
        this.wireText = wireText;
    }

    /** As it stands in events and REST answers. */
    @JsonValue
    public String wireText() {
        return wireText;
    }

    /** The way with this text, or {@link #UNRECOGNISED}. */
    @JsonCreator
    public static BackupAnnouncement ofWireText(String text) {
        return Arrays.stream(values()).filter(a -> a.wireText.equals(text)).findFirst().orElse(UNRECOGNISED);
    }
}
