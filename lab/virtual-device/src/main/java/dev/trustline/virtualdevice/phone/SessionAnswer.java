package dev.trustline.virtualdevice.phone;

/** The phone's answer to {@code StartSession}. */
public sealed interface SessionAnswer {

    /** The host is known; TLS follows with this record's certificates. */
    record Opened(TrustedHost host) implements SessionAnswer {}

    /** No session; the connection stays usable. */
    record Refused(LockdownFault fault) implements SessionAnswer {}
}
