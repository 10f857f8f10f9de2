package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * Why a tap on Trust cannot have been a person's: a flag for whoever looks at the event, never a state. An unlisted text, from
 * a newer host, reads as {@link #UNRECOGNISED}.
 */
public enum ImpossibleTap {
    /** The alert was raised and answered within less than 300 ms. */
    TOO_FAST("too-fast"),
    /** The device said that it is locked, and then, with no alert between, that it accepted. */
    WHILE_LOCKED("while-locked"),
    /** A kind that this reader does not know. */
    UNRECOGNISED("unrecognised");

    private final String wireText;

    ImpossibleTap(String wireText) {
        this.wireText = wireText;
    }

    /** As it stands in events, REST answers and metric tags. */
    @JsonValue
    public String wireText() {
        return wireText;
    }

    /** The kind with this text, or {@link #UNRECOGNISED}. */
    @JsonCreator
    public static ImpossibleTap ofWireText(String text) {
        return Arrays.stream(values()).filter(t -> t.wireText.equals(text)).findFirst().orElse(UNRECOGNISED);
    }
}
