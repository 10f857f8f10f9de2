package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/**
 * What is known of usbmuxd's record of a device. Only usbmuxd's own word that it has none means that it is gone; a record
 * that was not to be had, or cannot be read, says nothing of trust and is not written over.
 *
 * @param isKnown usbmuxd has answered, and what it gave can be read
 * @param record  its record; empty where it has none or nothing is known
 */
record AtUsbmuxd(boolean isKnown, Optional<PairRecord> record) {
    static AtUsbmuxd of(Answer<Optional<PairRecord>> answer) {
        return answer.fold(found -> new AtUsbmuxd(true, found), (kind, text) -> unknown(), trouble -> unknown());
    }

    private static AtUsbmuxd unknown() {
        return new AtUsbmuxd(false, Optional.empty());
    }

    boolean isGone() {
        return isKnown && record.isEmpty();
    }

    /** The same, as if that record were removed. */
    AtUsbmuxd without(String fingerprint) {
        return new AtUsbmuxd(isKnown, record.filter(r -> !r.fingerprint().equals(fingerprint)));
    }

    /** The record, where it is another one than this. */
    Optional<PairRecord> otherThan(PairRecord ours) {
        return record.filter(r -> !r.fingerprint().equals(ours.fingerprint()));
    }
}
