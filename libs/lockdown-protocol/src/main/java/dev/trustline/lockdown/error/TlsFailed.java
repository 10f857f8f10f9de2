package dev.trustline.lockdown.error;

/**
 * TLS with the phone failed, in the handshake or later. A phone that has just dropped the record, a clock that is wrong and
 * a cable that was pulled can all look like this, so one such failure never condemns a record (pymobiledevice3 issue 900).
 */
public final class TlsFailed extends SessionFailure {
    /**
     * @param during what was under way
     * @param cause what the TLS library said
     */
    public TlsFailed(String during, Throwable cause) {
        super("TLS failed during " + during + ": " + DeviceText.clean(cause.getMessage()), cause);
    }
}
