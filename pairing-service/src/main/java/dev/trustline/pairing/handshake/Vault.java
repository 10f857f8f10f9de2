package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;

/** Port to what outlives the process. Thread-safe for different devices; a device is changed by its own lane only, and read by anybody. */
public interface Vault {
    /**
     * The entry of a device, blank if there is none.
     *
     * @throws VaultUnusable if the entry cannot be read: it is left as it is and nothing overwrites it
     */
    VaultEntry load(Udid udid);

    /**
     * Writes the entry; when this returns it survives a power cut.
     *
     * @throws VaultUnusable if it cannot be written
     */
    void save(VaultEntry entry);

    /** The vault cannot be used for this device; the message says why and what to do. */
    final class VaultUnusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public VaultUnusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
