package dev.trustline.pairing;

import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.lockdown.CableWatch;
import dev.trustline.pairing.pairrecord.FileVault;

/**
 * Attempts that were open when this service ended, and whose device has gone meanwhile: no cable tells of it any more, so that
 * the device would be shown as being asked for ever. Used by one thread.
 */
final class AbandonedAttempts {
    private final FileVault vault;
    private final CableWatch cables;
    private final Lanes lanes;
    private int seenConnection;
    private boolean done;

    AbandonedAttempts(FileVault vault, CableWatch cables, Lanes lanes) {
        this.vault = vault;
        this.cables = cables;
        this.lanes = lanes;
    }

    /** Once usbmuxd has answered for as long as lies between two looks, what it does not list is gone. */
    void look() {
        if (done || !cables.isConnected()) {
            return;
        }
        if (seenConnection != cables.connections()) {
            seenConnection = cables.connections();
            return;
        }
        done = true;
        vault.openAttempts().forEach(lanes::notListed);
    }
}
