package dev.trustline.lockdown.error;

/** The peer sent something that is not what the protocol says; nothing of it was used. */
public abstract sealed class FormatFailure extends LockdownException
        permits MalformedPlist, OversizedFrame, UnexpectedReply, UnusableKeyMaterial {

    FormatFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
