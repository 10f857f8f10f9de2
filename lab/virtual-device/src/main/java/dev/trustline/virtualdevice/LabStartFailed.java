package dev.trustline.virtualdevice;

/** The lab could not start; the message is one sentence for the person who started it. Nothing is left running. */
public final class LabStartFailed extends Exception {
    private static final long serialVersionUID = 1;

    LabStartFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
