package dev.trustline.lockdown.error;

/** The bytes did not get through: the daemon, the cable, the deadline or the calling thread ended the call. */
public abstract sealed class TransportFailure extends LockdownException
        permits UsbmuxUnavailable, UsbmuxRefused, UnusableAddress, DeviceNotAttached, ConnectionRefusedByDevice,
                DeadlineExceeded, ConnectionEnded, CallInterrupted {

    TransportFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
