package dev.trustline.virtualdevice.phone;

/** The phone's answer to {@code Pair}. */
public sealed interface PairAnswer {

    /** The record is stored; {@code escrowBag} is empty where the phone sends none (before iOS 7). */
    record Stored(byte[] escrowBag) implements PairAnswer {
        @Override
        public String toString() {
            return "Stored";
        }
    }

    /** A supervised phone that is locked says yes without an escrow bag, and stores nothing. */
    record AcceptedNotStored() implements PairAnswer {}

    /** Nothing is stored. */
    record Refused(LockdownFault fault) implements PairAnswer {}

    /** Nothing is stored, and the phone says so in words that are its own. */
    record RefusedInWords(String error) implements PairAnswer {}
}
