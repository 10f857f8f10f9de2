package dev.trustline.events.envelope;

/**
 * A Kafka record that is not an event of ours: the reason is one sentence for the dead letter queue. The bytes are never
 * part of it.
 */
public final class UnreadableEvent extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why, in one sentence. */
    public UnreadableEvent(String reason) {
        super(reason, null, false, false);
    }

    UnreadableEvent(String reason, Throwable cause) {
        super(reason, cause, false, false);
    }
}
