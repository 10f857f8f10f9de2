package dev.trustline.lockdown.error;

/**
 * What lockdownd answered instead of doing it: one type for each of its strings, and {@link DeviceError.UnknownDeviceError} for any
 * other. Catch a type, or switch over {@link #kind()}.
 */
public abstract sealed class DeviceError extends LockdownException {
    private final DeviceErrorKind kind;

    DeviceError(DeviceErrorKind kind, String request) {
        this(kind, request, kind.wireText());
    }

    DeviceError(DeviceErrorKind kind, String request, String text) {
        super("the device answered " + request + " with " + text + ": " + kind.advice(), null);
        this.kind = kind;
    }

    /**
     * {@return the typed error of a reply's {@code Error} string}
     *
     * @param request what was asked, for the message
     * @param wireText the string as it was received
     */
    public static DeviceError of(String request, String wireText) {
        return DeviceErrorKind.ofWireText(wireText)
                .map(kind -> kind.exception(request))
                .orElseGet(() -> new UnknownDeviceError(request, wireText));
    }

    /** {@return which of the strings it was} */
    public DeviceErrorKind kind() {
        return kind;
    }

    /** PairingDialogResponsePending: the trust dialog is shown or the passcode is being entered: wait for the person at the phone. */
    public static final class PairingDialogResponsePending extends DeviceError {
        PairingDialogResponsePending(String request) {
            super(DeviceErrorKind.PAIRING_DIALOG_RESPONSE_PENDING, request);
        }
    }

    /** PasswordProtected: the phone is locked: unlock it. */
    public static final class PasswordProtected extends DeviceError {
        PasswordProtected(String request) {
            super(DeviceErrorKind.PASSWORD_PROTECTED, request);
        }
    }

    /** UserDeniedPairing: somebody tapped Don't Trust: unplug the phone and plug it in again. */
    public static final class UserDeniedPairing extends DeviceError {
        UserDeniedPairing(String request) {
            super(DeviceErrorKind.USER_DENIED_PAIRING, request);
        }
    }

    /** InvalidHostID: the phone has no record of this host: pair anew. */
    public static final class InvalidHostID extends DeviceError {
        InvalidHostID(String request) {
            super(DeviceErrorKind.INVALID_HOST_ID, request);
        }
    }

    /** InvalidPairRecord: the phone does not accept these certificates: make new ones. */
    public static final class InvalidPairRecord extends DeviceError {
        InvalidPairRecord(String request) {
            super(DeviceErrorKind.INVALID_PAIR_RECORD, request);
        }
    }

    /** MissingPairRecord: the request lacks its pair record: a fault of this program. */
    public static final class MissingPairRecord extends DeviceError {
        MissingPairRecord(String request) {
            super(DeviceErrorKind.MISSING_PAIR_RECORD, request);
        }
    }

    /** MissingHostID: the pair record lacks its HostID: a fault of this program. */
    public static final class MissingHostID extends DeviceError {
        MissingHostID(String request) {
            super(DeviceErrorKind.MISSING_HOST_ID, request);
        }
    }

    /** SavePairRecordFailed: the phone could not store the record: free some space on it. */
    public static final class SavePairRecordFailed extends DeviceError {
        SavePairRecordFailed(String request) {
            super(DeviceErrorKind.SAVE_PAIR_RECORD_FAILED, request);
        }
    }

    /** MCProtected: a configuration profile forbids pairing: ask who manages the phone. */
    public static final class MCProtected extends DeviceError {
        MCProtected(String request) {
            super(DeviceErrorKind.MC_PROTECTED, request);
        }
    }

    /** MCChallengeRequired: the phone is supervised and wants its organisation's signature. */
    public static final class MCChallengeRequired extends DeviceError {
        MCChallengeRequired(String request) {
            super(DeviceErrorKind.MC_CHALLENGE_REQUIRED, request);
        }
    }

    /** PairingProhibitedOverThisConnection: pairing needs a cable. */
    public static final class PairingProhibitedOverThisConnection extends DeviceError {
        PairingProhibitedOverThisConnection(String request) {
            super(DeviceErrorKind.PAIRING_PROHIBITED_OVER_THIS_CONNECTION, request);
        }
    }

    /** InvalidConnection: the connection is not valid any longer: connect again and repeat once. */
    public static final class InvalidConnection extends DeviceError {
        InvalidConnection(String request) {
            super(DeviceErrorKind.INVALID_CONNECTION, request);
        }
    }

    /** SessionInactive: this needs a session: start one. */
    public static final class SessionInactive extends DeviceError {
        SessionInactive(String request) {
            super(DeviceErrorKind.SESSION_INACTIVE, request);
        }
    }

    /** SessionActive: a session runs already: stop it first. */
    public static final class SessionActive extends DeviceError {
        SessionActive(String request) {
            super(DeviceErrorKind.SESSION_ACTIVE, request);
        }
    }

    /** InvalidSessionID: the phone knows no session of this id. */
    public static final class InvalidSessionID extends DeviceError {
        InvalidSessionID(String request) {
            super(DeviceErrorKind.INVALID_SESSION_ID, request);
        }
    }

    /** MissingSessionID: the request lacks its session id: a fault of this program. */
    public static final class MissingSessionID extends DeviceError {
        MissingSessionID(String request) {
            super(DeviceErrorKind.MISSING_SESSION_ID, request);
        }
    }

    /** GetProhibited: this value may not be read at this level of trust. */
    public static final class GetProhibited extends DeviceError {
        GetProhibited(String request) {
            super(DeviceErrorKind.GET_PROHIBITED, request);
        }
    }

    /** SetProhibited: this value may not be set at this level of trust. */
    public static final class SetProhibited extends DeviceError {
        SetProhibited(String request) {
            super(DeviceErrorKind.SET_PROHIBITED, request);
        }
    }

    /** RemoveProhibited: this value may not be removed at this level of trust. */
    public static final class RemoveProhibited extends DeviceError {
        RemoveProhibited(String request) {
            super(DeviceErrorKind.REMOVE_PROHIBITED, request);
        }
    }

    /** ImmutableValue: this value never changes. */
    public static final class ImmutableValue extends DeviceError {
        ImmutableValue(String request) {
            super(DeviceErrorKind.IMMUTABLE_VALUE, request);
        }
    }

    /** MissingKey: the request lacks its key. */
    public static final class MissingKey extends DeviceError {
        MissingKey(String request) {
            super(DeviceErrorKind.MISSING_KEY, request);
        }
    }

    /** MissingValue: the phone has no such value. */
    public static final class MissingValue extends DeviceError {
        MissingValue(String request) {
            super(DeviceErrorKind.MISSING_VALUE, request);
        }
    }

    /** MissingService: the request lacks its service. */
    public static final class MissingService extends DeviceError {
        MissingService(String request) {
            super(DeviceErrorKind.MISSING_SERVICE, request);
        }
    }

    /** InvalidService: the phone has no such service. */
    public static final class InvalidService extends DeviceError {
        InvalidService(String request) {
            super(DeviceErrorKind.INVALID_SERVICE, request);
        }
    }

    /** ServiceLimit: too many services run on the phone: close some. */
    public static final class ServiceLimit extends DeviceError {
        ServiceLimit(String request) {
            super(DeviceErrorKind.SERVICE_LIMIT, request);
        }
    }

    /** ServiceProhibited: the phone does not start this service now. */
    public static final class ServiceProhibited extends DeviceError {
        ServiceProhibited(String request) {
            super(DeviceErrorKind.SERVICE_PROHIBITED, request);
        }
    }

    /** EscrowLocked: the escrow bag is unusable until the phone was unlocked once: unlock it. */
    public static final class EscrowLocked extends DeviceError {
        EscrowLocked(String request) {
            super(DeviceErrorKind.ESCROW_LOCKED, request);
        }
    }

    /** FMiPProtected: Find My forbids this: turn it off on the phone. */
    public static final class FMiPProtected extends DeviceError {
        FMiPProtected(String request) {
            super(DeviceErrorKind.FMIP_PROTECTED, request);
        }
    }

    /** InvalidActivationRecord: the phone is not activated. */
    public static final class InvalidActivationRecord extends DeviceError {
        InvalidActivationRecord(String request) {
            super(DeviceErrorKind.INVALID_ACTIVATION_RECORD, request);
        }
    }

    /** MissingActivationRecord: the phone is not activated. */
    public static final class MissingActivationRecord extends DeviceError {
        MissingActivationRecord(String request) {
            super(DeviceErrorKind.MISSING_ACTIVATION_RECORD, request);
        }
    }

    /** InvalidResponse: the phone found the request malformed: a fault of this program. */
    public static final class InvalidResponse extends DeviceError {
        InvalidResponse(String request) {
            super(DeviceErrorKind.INVALID_RESPONSE, request);
        }
    }

    /** DeviceLocked: the phone is locked: unlock it. */
    public static final class DeviceLocked extends DeviceError {
        DeviceLocked(String request) {
            super(DeviceErrorKind.DEVICE_LOCKED, request);
        }
    }

    /** A string of no known meaning. */
    public static final class UnknownDeviceError extends DeviceError {
        private final String text;

        UnknownDeviceError(String request, String text) {
            super(DeviceErrorKind.UNRECOGNISED, request, '"' + DeviceText.clean(text) + '"');
            this.text = DeviceText.clean(text);
        }

        static UnknownDeviceError withoutText(String request) {
            return new UnknownDeviceError(request, "");
        }

        /** {@return the string, cleaned of control characters and cut to 120 characters} */
        public String text() {
            return text;
        }
    }
}
