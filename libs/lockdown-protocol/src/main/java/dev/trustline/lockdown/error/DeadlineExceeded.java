package dev.trustline.lockdown.error;

/** The deadline of a call passed. The stream may stand in the middle of a message: close the connection. */
public final class DeadlineExceeded extends TransportFailure {

    /** @param doing what was waited for, without any value from the peer */
    public DeadlineExceeded(String doing) {
        super("deadline exceeded while " + doing, null);
    }
}
