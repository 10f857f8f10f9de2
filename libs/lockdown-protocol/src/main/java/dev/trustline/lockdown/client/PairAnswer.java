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
     */
    record Paired(PairRecord record) implements PairAnswer { }

    /**
     * The phone does not trust this host, yet or at all.
     *
     * @param error its reason; switch over {@link DeviceError#kind()}
     */
    record Refused(DeviceError error) implements PairAnswer { }
}
