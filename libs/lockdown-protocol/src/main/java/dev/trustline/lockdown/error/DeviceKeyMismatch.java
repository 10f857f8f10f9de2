package dev.trustline.lockdown.error;

/** The TLS server does not hold the key of the DeviceCertificate in the pair record: another phone, an erased one, or someone in between. */
public final class DeviceKeyMismatch extends SessionFailure {

    /** A mismatch; the keys themselves are not told. */
    public DeviceKeyMismatch() {
        super("the device presented another key than the one in its pair record: treat it as a new device", null);
    }
}
