package dev.trustline.lockdown.error;

/**
 * The peer ended the connection. A phone drops idle connections, and every connection when it is detached; both look the
 * same from here (libimobiledevice {@code lockdown.h} names 10 s of idling).
 */
public final class ConnectionEnded extends TransportFailure {
    private final boolean betweenMessages;

    /**
     * @param doing what was under way
     * @param betweenMessages whether no byte of a message had arrived, so nothing was lost
     */
    public ConnectionEnded(String doing, boolean betweenMessages) {
        this(doing, betweenMessages, null);
    }

    /**
     * @param doing what was under way
     * @param betweenMessages whether no byte of a message had arrived, so nothing was lost
     * @param cause what the operating system said
     */
    public ConnectionEnded(String doing, boolean betweenMessages, Throwable cause) {
        super("the connection ended while " + doing, cause);
        this.betweenMessages = betweenMessages;
    }

    /** {@return whether the end came between two messages, the polite place for it} */
    public boolean betweenMessages() {
        return betweenMessages;
    }
}
