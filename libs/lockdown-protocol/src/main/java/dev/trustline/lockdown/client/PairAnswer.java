package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.pairing.PairRecord;

/** How a phone answered one {@code Pair}: both are expected, so both are values. */
public sealed interface PairAnswer {
    /**
     * The phone trusts this host now. Store the record, then prove it with a session before telling anybody.
     *
     * @param record the record that was sent, with the EscrowBag if the phone gave one; a watch never does, and a locked
     *     supervised phone leaves it out, which must not replace a good record (go-ios {@code ios/pair.go})
     * @param challenged whether a supervision identity's signature was asked for and accepted; a phone that trusts this host
     *     already does not ask
     */
    record Paired(PairRecord record, boolean challenged) implements PairAnswer {
        /** An answer without a challenge. */
        public Paired(PairRecord record) {
            this(record, false);
        }
    }

    /**
     * The phone does not trust this host, yet or at all.
     *
     * @param error its reason; switch over {@link DeviceError#kind()}
     * @param challenged whether it had asked for a supervision identity's signature before, and got it
     */
    record Refused(DeviceError error, boolean challenged) implements PairAnswer {
        /** A refusal without a challenge. */
        public Refused(DeviceError error) {
            this(error, false);
        }
    }
}
