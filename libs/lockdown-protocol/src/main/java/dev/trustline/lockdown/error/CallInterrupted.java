package dev.trustline.lockdown.error;

/** The calling thread was interrupted while it waited. Its interrupt flag is still set; the connection must be closed. */
public final class CallInterrupted extends TransportFailure {

    /** @param doing what was waited for */
    public CallInterrupted(String doing) {
        super("interrupted while " + doing, null);
    }
}
