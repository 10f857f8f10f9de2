package dev.trustline.pairing.handshake;

import dev.trustline.lockdown.pairing.PairRecord;
import java.util.Optional;

/** Port to the records that usbmuxd keeps for every tool on this host. Thread-safe. */
public interface UsbmuxdRecords {
    /** usbmuxd's record of the device; {@link Answer.Trouble#UNINTELLIGIBLE} if it has one that cannot be used. */
    Answer<Optional<PairRecord>> read(Attachment attachment);

    /** Gives usbmuxd the record, so that every other tool on this host works at once. */
    Answer<Boolean> save(Attachment attachment, PairRecord record);

    /** Removes it; false if there was none. */
    Answer<Boolean> delete(Attachment attachment);

    /** The identity of this host, which the device ties its trust to. */
    Answer<String> systemBuid();
}
