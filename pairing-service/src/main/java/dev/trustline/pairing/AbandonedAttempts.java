package dev.trustline.pairing;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.Lanes;
import dev.trustline.pairing.lockdown.CableWatch;
import dev.trustline.pairing.pairrecord.FileVault;
import java.util.Set;

/**
 * Attempts that were open when this service ended, and whose device has gone meanwhile: no cable tells of it any more, so that
 * the device would be shown as being asked for ever. Used by one thread.
 */
final class AbandonedAttempts {
    private final FileVault vault;
    private final CableWatch cables;
    private final Lanes lanes;
    private int seenConnection;

    AbandonedAttempts(FileVault vault, CableWatch cables, Lanes lanes) {
        this.vault = vault;
        this.cables = cables;
        this.lanes = lanes;
    }

    /** Once usbmuxd has answered for as long as lies between two looks, what it does not list is gone. To be called every few seconds. */
    void look() {
        if (!cables.isConnected()) {
            return;
        }
        if (seenConnection != cables.connections()) {
            seenConnection = cables.connections();
            return;
        }
        Set<Udid> attached = cables.attached();
        vault.openAttempts().stream().filter(udid -> !attached.contains(udid)).forEach(lanes::notListed);
    }
}
