package dev.trustline.lockdown.error;

/**
 * usbmuxd answered a request with a result other than 0. The number means what the request makes of it: 1 bad command,
 * 3 refused, 6 bad version, and for pair records an errno such as 22 for EINVAL (usbmuxd {@code src/usbmuxd-proto.h},
 * {@code src/client.c}).
 */
public final class UsbmuxRefused extends TransportFailure {
    /** The number for a request that this daemon does not know. */
    public static final long BAD_COMMAND = 1;

    private final long resultNumber;

    /**
     * @param request the {@code MessageType} that was refused
     * @param resultNumber the {@code Number} of the reply
     */
    public UsbmuxRefused(String request, long resultNumber) {
        super("usbmuxd refused " + request + " with result " + resultNumber, null);
        this.resultNumber = resultNumber;
    }

    /** {@return the {@code Number} of the reply} */
    public long resultNumber() {
        return resultNumber;
    }
}
