package dev.trustline.virtualdevice.phone;

/** Error strings of lockdownd that this phone uses, as on the wire (libimobiledevice {@code lockdown.h}). */
public enum LockdownFault {
    PAIRING_DIALOG_RESPONSE_PENDING("PairingDialogResponsePending"),
    PASSWORD_PROTECTED("PasswordProtected"),
    USER_DENIED_PAIRING("UserDeniedPairing"),
    INVALID_HOST_ID("InvalidHostID"),
    INVALID_PAIR_RECORD("InvalidPairRecord"),
    MISSING_PAIR_RECORD("MissingPairRecord"),
    MISSING_HOST_ID("MissingHostID"),
    MC_PROTECTED("MCProtected"),
    MC_CHALLENGE_REQUIRED("MCChallengeRequired"),
    PAIRING_PROHIBITED_OVER_THIS_CONNECTION("PairingProhibitedOverThisConnection"),
    SESSION_INACTIVE("SessionInactive"),
    SESSION_ACTIVE("SessionActive"),
    INVALID_SESSION_ID("InvalidSessionID"),
    MISSING_SESSION_ID("MissingSessionID"),
    GET_PROHIBITED("GetProhibited"),
    SET_PROHIBITED("SetProhibited"),
    REMOVE_PROHIBITED("RemoveProhibited"),
    MISSING_KEY("MissingKey"),
    MISSING_VALUE("MissingValue"),
    MISSING_SERVICE("MissingService"),
    INVALID_SERVICE("InvalidService"),
    INVALID_RESPONSE("InvalidResponse");

    private final String text;

    LockdownFault(String text) {
        this.text = text;
    }

    /**
     * The fault with this text.
     *
     * @throws IllegalArgumentException when the phone has none
     */
    public static LockdownFault ofText(String text) {
        for (LockdownFault fault : values()) {
            if (fault.text.equals(text)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("lockdownd has no error '" + text + "' here");
    }

    /** The value of {@code Error} in the reply. */
    public String text() {
        return text;
    }

    /** What a host hears that did not ask for {@code ExtendedPairingErrors}: pending and denied read as locked. */
    LockdownFault withoutExtendedErrors() {
        return this == PAIRING_DIALOG_RESPONSE_PENDING || this == USER_DENIED_PAIRING ? PASSWORD_PROTECTED : this;
    }
}
