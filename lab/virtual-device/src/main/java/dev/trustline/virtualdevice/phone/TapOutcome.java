package dev.trustline.virtualdevice.phone;

/**
 * What came of an action on the phone: done, or why there was nothing to do. Immutable.
 *
 * @param done   whether it happened
 * @param reason one sentence if it did not; empty if it did
 */
public record TapOutcome(boolean done, String reason) {
    private static final TapOutcome DONE = new TapOutcome(true, "");

    /** It happened. */
    public static TapOutcome happened() {
        return DONE;
    }

    /** It could not happen; {@code reason} is a sentence for a person. */
    public static TapOutcome refused(String reason) {
        return new TapOutcome(false, reason);
    }
}
