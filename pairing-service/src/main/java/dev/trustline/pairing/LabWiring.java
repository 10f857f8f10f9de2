package dev.trustline.pairing;

import dev.trustline.pairing.handshake.HostIdDeposit;
import dev.trustline.pairing.health.LostRecords;
import dev.trustline.pairing.pairrecord.LabDeposit;

/** What is there for the day on which a host, or what usbmuxd keeps on it, is lost. */
record LabWiring(HostIdDeposit deposit, LostRecords lostRecords) {
    static LabWiring of(PairingConfig config, StartUp.Keys keys) {
        return new LabWiring(LabDeposit.under(keys.lab()), new LostRecords(config.usbmuxdRecords(), System::nanoTime));
    }
}
