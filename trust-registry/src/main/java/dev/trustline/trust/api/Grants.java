package dev.trustline.trust.api;

import java.util.List;

/** What a device gives to a computer that it trusts, for whoever approves it. Immutable. */
final class Grants {

    /** In short sentences; after Apple's page on the alert, and what services a trusted computer may start. */
    static final List<String> OF_A_TRUSTED_COMPUTER = List.of(
            "It can synchronise with the device.",
            "It can read photos and videos.",
            "It can read and change contacts and other synchronised data.",
            "It can make a backup of everything on the device.",
            "It can install and remove apps, and read the files that apps share.",
            "It can read the device's logs and settings.",
            "It keeps this until the trust is ended here, on the device, or by 30 days without use (180 before iOS 11).");

    private Grants() {
    }
}
