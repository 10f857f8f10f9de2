package dev.trustline.lockdown.error;

/** A session was asked for and is not proven: whatever came back must not be believed. */
public abstract sealed class SessionFailure extends LockdownException
        permits TlsFailed, SessionNotProven, DeviceKeyMismatch {

    SessionFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
