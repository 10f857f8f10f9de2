package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/**
 * Port to what a host leaves with the lab so that another host can end its trust when it is lost: its HostID, sealed under the
 * lab's key for one device, one host and one record. Thread-safe.
 */
public interface HostIdDeposit {
    /** No lab key: nothing is left, and nothing can be opened. */
    HostIdDeposit NONE = new HostIdDeposit() {
        @Override
        public boolean hasKey() {
            return false;
        }

        @Override
        public Optional<String> seal(Udid udid, String host, PairRecord record) {
            return Optional.empty();
        }

        @Override
        public Optional<HostId> open(Udid udid, String host, String fingerprint, String sealed) {
            return Optional.empty();
        }
    };

    /** Whether this host has the lab's key. */
    boolean hasKey();

    /** The HostID of this record, sealed; the same text whenever it is asked for. Empty if there is no key, or it would be too long for an event. */
    Optional<String> seal(Udid udid, String host, PairRecord record);

    /** What was sealed for this device, host and record fingerprint; empty if this text is not of them or of another lab. */
    Optional<HostId> open(Udid udid, String host, String fingerprint, String sealed);

    /**
     * A HostID in clear: whoever has it can end that host's trust.
     *
     * @param value never for a log, an event or an exception
     */
    record HostId(String value) {
        @Override
        public String toString() {
            return "HostId[secret]";
        }
    }
}
