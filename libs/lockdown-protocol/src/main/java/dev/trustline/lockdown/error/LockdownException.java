package dev.trustline.lockdown.error;

import java.io.IOException;

/**
 * The root of every failure that this library reports. Sealed: a caller can tell all groups apart and knows when it has.
 *
 * <p>Messages are safe to log: text that came from a phone is cleaned and cut, and identities and keys are never in them.
 */
public abstract sealed class LockdownException extends IOException
        permits TransportFailure, FormatFailure, SessionFailure, DeviceError {

    LockdownException(String message, Throwable cause) {
        super(message, cause);
    }
}
