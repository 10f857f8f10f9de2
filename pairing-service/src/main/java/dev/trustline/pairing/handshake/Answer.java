package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.error.DeviceErrorKind;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What came of asking a device: a value, its refusal, or no answer. Expected outcomes are values here, so that the tables
 * of {@link PairVerdict} and {@link ProofVerdict} can be complete.
 */
public sealed interface Answer<T> {
    /** Exactly one of the three functions is applied. */
    <R> R fold(Function<T, R> given, BiFunction<DeviceErrorKind, String, R> refused, Function<Trouble, R> none);

    /** The device did as asked. */
    record Given<T>(T value) implements Answer<T> {
        @Override
        public <R> R fold(Function<T, R> given, BiFunction<DeviceErrorKind, String, R> refused, Function<Trouble, R> none) {
            return given.apply(value);
        }
    }

    /** The device answered with an error string. */
    record Refused<T>(DeviceErrorKind kind, String text) implements Answer<T> {
        @Override
        public <R> R fold(Function<T, R> given, BiFunction<DeviceErrorKind, String, R> refused, Function<Trouble, R> none) {
            return refused.apply(kind, text);
        }
    }

    /** There was no answer that can be believed. */
    record None<T>(Trouble trouble) implements Answer<T> {
        @Override
        public <R> R fold(Function<T, R> given, BiFunction<DeviceErrorKind, String, R> refused, Function<Trouble, R> none) {
            return none.apply(trouble);
        }
    }

    /** Why there was none. */
    enum Trouble {
        /** usbmuxd does not list the device. */
        NOT_ATTACHED,
        /** usbmuxd itself does not answer. */
        USBMUXD_DOWN,
        /** The device refuses the connection, resets it, or stays silent until the deadline. */
        UNREACHABLE,
        /** TLS failed, or the connection ended before the first reply inside the session. */
        SESSION_BROKEN,
        /** The device did not ask for TLS. */
        SESSION_NOT_PROVEN,
        /** The key on the wire is not the one in the record. */
        KEY_CHANGED,
        /** Another service than lockdownd answers: the device is being restored, and nothing can be paired or proven. */
        RESTORE_MODE,
        /** What came is no reply of the protocol. */
        UNINTELLIGIBLE,
        /** This service is being stopped. */
        STOPPED;

        /** It says nothing about the device: the cable, usbmuxd or this service is the reason. */
        boolean isOfHost() {
            return this == NOT_ATTACHED || this == USBMUXD_DOWN || this == STOPPED;
        }
    }
}
