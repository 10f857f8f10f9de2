package dev.trustline.lockdown.error;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error strings of lockdownd, with libimobiledevice's number where it has one ({@code lockdownd_error_t} of its
 * {@code lockdown.h}) and what a person or a program should do. {@code InvalidConnection} is known from pymobiledevice3,
 * {@code DeviceLocked} from idevice.
 *
 * <p>Made for an exhaustive {@code switch}; the typed exception of each is {@link DeviceError}.
 */
public enum DeviceErrorKind {
    /** The trust dialog is shown or the passcode is being entered: wait for the person at the phone. */
    PAIRING_DIALOG_RESPONSE_PENDING("PairingDialogResponsePending", -19, "the trust dialog is shown or the passcode is being entered: wait for the person at the phone", DeviceError.PairingDialogResponsePending::new),
    /** The phone is locked: unlock it. */
    PASSWORD_PROTECTED("PasswordProtected", -17, "the phone is locked: unlock it", DeviceError.PasswordProtected::new),
    /** Somebody tapped Don't Trust: unplug the phone and plug it in again. */
    USER_DENIED_PAIRING("UserDeniedPairing", -18, "somebody tapped Don't Trust: unplug the phone and plug it in again", DeviceError.UserDeniedPairing::new),
    /** The phone has no record of this host: pair anew. */
    INVALID_HOST_ID("InvalidHostID", -21, "the phone has no record of this host: pair anew", DeviceError.InvalidHostID::new),
    /** The phone does not accept these certificates: make new ones. */
    INVALID_PAIR_RECORD("InvalidPairRecord", -31, "the phone does not accept these certificates: make new ones", DeviceError.InvalidPairRecord::new),
    /** The request lacks its pair record: a fault of this program. */
    MISSING_PAIR_RECORD("MissingPairRecord", -29, "the request lacks its pair record: a fault of this program", DeviceError.MissingPairRecord::new),
    /** The pair record lacks its HostID: a fault of this program. */
    MISSING_HOST_ID("MissingHostID", -20, "the pair record lacks its HostID: a fault of this program", DeviceError.MissingHostID::new),
    /** The phone could not store the record: free some space on it. */
    SAVE_PAIR_RECORD_FAILED("SavePairRecordFailed", -30, "the phone could not store the record: free some space on it", DeviceError.SavePairRecordFailed::new),
    /** A configuration profile forbids pairing: ask who manages the phone. */
    MC_PROTECTED("MCProtected", -38, "a configuration profile forbids pairing: ask who manages the phone", DeviceError.MCProtected::new),
    /** The phone is supervised and wants its organisation's signature. */
    MC_CHALLENGE_REQUIRED("MCChallengeRequired", -39, "the phone is supervised and wants its organisation's signature", DeviceError.MCChallengeRequired::new),
    /** Pairing needs a cable. */
    PAIRING_PROHIBITED_OVER_THIS_CONNECTION("PairingProhibitedOverThisConnection", -36, "pairing needs a cable", DeviceError.PairingProhibitedOverThisConnection::new),
    /** The connection is not valid any longer: connect again and repeat once. */
    INVALID_CONNECTION("InvalidConnection", 0, "the connection is not valid any longer: connect again and repeat once", DeviceError.InvalidConnection::new),
    /** This needs a session: start one. */
    SESSION_INACTIVE("SessionInactive", -23, "this needs a session: start one", DeviceError.SessionInactive::new),
    /** A session runs already: stop it first. */
    SESSION_ACTIVE("SessionActive", -22, "a session runs already: stop it first", DeviceError.SessionActive::new),
    /** The phone knows no session of this id. */
    INVALID_SESSION_ID("InvalidSessionID", -25, "the phone knows no session of this id", DeviceError.InvalidSessionID::new),
    /** The request lacks its session id: a fault of this program. */
    MISSING_SESSION_ID("MissingSessionID", -24, "the request lacks its session id: a fault of this program", DeviceError.MissingSessionID::new),
    /** This value may not be read at this level of trust. */
    GET_PROHIBITED("GetProhibited", -13, "this value may not be read at this level of trust", DeviceError.GetProhibited::new),
    /** This value may not be set at this level of trust. */
    SET_PROHIBITED("SetProhibited", -14, "this value may not be set at this level of trust", DeviceError.SetProhibited::new),
    /** This value may not be removed at this level of trust. */
    REMOVE_PROHIBITED("RemoveProhibited", -15, "this value may not be removed at this level of trust", DeviceError.RemoveProhibited::new),
    /** This value never changes. */
    IMMUTABLE_VALUE("ImmutableValue", -16, "this value never changes", DeviceError.ImmutableValue::new),
    /** The request lacks its key. */
    MISSING_KEY("MissingKey", -11, "the request lacks its key", DeviceError.MissingKey::new),
    /** The phone has no such value. */
    MISSING_VALUE("MissingValue", -12, "the phone has no such value", DeviceError.MissingValue::new),
    /** The request lacks its service. */
    MISSING_SERVICE("MissingService", -26, "the request lacks its service", DeviceError.MissingService::new),
    /** The phone has no such service. */
    INVALID_SERVICE("InvalidService", -27, "the phone has no such service", DeviceError.InvalidService::new),
    /** Too many services run on the phone: close some. */
    SERVICE_LIMIT("ServiceLimit", -28, "too many services run on the phone: close some", DeviceError.ServiceLimit::new),
    /** The phone does not start this service now. */
    SERVICE_PROHIBITED("ServiceProhibited", -34, "the phone does not start this service now", DeviceError.ServiceProhibited::new),
    /** The escrow bag is unusable until the phone was unlocked once: unlock it. */
    ESCROW_LOCKED("EscrowLocked", -35, "the escrow bag is unusable until the phone was unlocked once: unlock it", DeviceError.EscrowLocked::new),
    /** Find My forbids this: turn it off on the phone. */
    FMIP_PROTECTED("FMiPProtected", -37, "Find My forbids this: turn it off on the phone", DeviceError.FMiPProtected::new),
    /** The phone is not activated. */
    INVALID_ACTIVATION_RECORD("InvalidActivationRecord", -32, "the phone is not activated", DeviceError.InvalidActivationRecord::new),
    /** The phone is not activated. */
    MISSING_ACTIVATION_RECORD("MissingActivationRecord", -33, "the phone is not activated", DeviceError.MissingActivationRecord::new),
    /** The phone found the request malformed: a fault of this program. */
    INVALID_RESPONSE("InvalidResponse", -10, "the phone found the request malformed: a fault of this program", DeviceError.InvalidResponse::new),
    /** The phone is locked: unlock it. */
    DEVICE_LOCKED("DeviceLocked", 0, "the phone is locked: unlock it", DeviceError.DeviceLocked::new),
    /** A string that none of the known sources has; its text is kept, its meaning is never guessed. */
    UNRECOGNISED("", 0, "an error that this version does not know", DeviceError.UnknownDeviceError::withoutText);

    private static final Map<String, DeviceErrorKind> BY_WIRE_TEXT = Arrays.stream(values())
            .filter(kind -> kind != UNRECOGNISED)
            .collect(Collectors.toUnmodifiableMap(DeviceErrorKind::wireText, Function.identity()));

    private final String wireText;
    private final int code;
    private final String advice;
    private final Function<String, DeviceError> exception;

    DeviceErrorKind(String wireText, int code, String advice, Function<String, DeviceError> exception) {
        this.wireText = wireText;
        this.code = code;
        this.advice = advice;
        this.exception = exception;
    }

    /** {@return the {@code Error} string as it stands in a reply; empty for {@link #UNRECOGNISED}} */
    public String wireText() {
        return wireText;
    }

    /** {@return libimobiledevice's negative number for it, empty where it has none} */
    public OptionalInt code() {
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** {@return what it means and what to do, half a sentence in lower case} */
    public String advice() {
        return advice;
    }

    /**
     * {@return the kind whose string this is, empty for one that nobody knows}
     *
     * @param wireText the {@code Error} of a reply; compared exactly
     */
    public static Optional<DeviceErrorKind> ofWireText(String wireText) {
        return Optional.ofNullable(BY_WIRE_TEXT.get(wireText));
    }

    DeviceError exception(String request) {
        return exception.apply(request);
    }
}
