package dev.trustline.pairing.handshake;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.PairRecord;
import org.jboss.logging.Logger;

/** What is done with a record, whoever made it: it is tried in a session, kept in the vault, given to usbmuxd. Used by its lane only. */
final class Records {
    private static final Logger LOG = Logger.getLogger(Records.class);

    private static final int REMOVALS = 3;

    private final HandshakeParts parts;

    Records(HandshakeParts parts) {
        this.parts = parts;
    }

    /** A session with this record, under a permit. */
    Answer<DeviceGateway.Proof> tryIn(CableSession session, PairRecord record, boolean askForSetup) {
        return parts.permits().with(() -> parts.gateway().prove(session.attachment(), record, askForSetup));
    }

    /** Whether it was made for this device's present key; true where the device has not told its key. */
    boolean fits(PairRecord record, CableSession session) {
        return session.identity().map(device -> parts.mint().fits(record, device)).orElse(true);
    }

    /** What is told of a record that works: with its HostID as it is left with the lab, where there is a lab key. */
    RecordFacts facts(Udid udid, VaultEntry.GoodRecord good) {
        return parts.deposit().seal(udid, parts.settings().host(), good.record()).map(good.facts()::withSealedHostId).orElse(good.facts());
    }

    /** Stores the entry, on top of what commands have changed meanwhile. */
    void keep(VaultEntry entry) {
        parts.vault().save(entry.over(parts.vault().load(entry.udid())));
    }

    /** What usbmuxd has of the device. */
    AtUsbmuxd atUsbmuxd(Attachment attachment) {
        return AtUsbmuxd.of(parts.usbmuxd().read(attachment));
    }

    /**
     * So that every other tool on this host works at once.
     *
     * @return false if usbmuxd did not take it: then it is given at the next look at the device
     */
    boolean giveToUsbmuxd(CableSession session, PairRecord record) {
        boolean given = parts.usbmuxd().save(session.attachment(), record) instanceof Answer.Given<Boolean>;
        if (!given) {
            LOG.warnf("usbmuxd did not take the record; other tools on this host will ask again udid=%s", session.udid());
        }
        return given;
    }

    /**
     * So that no other tool on this host goes on with a trust that was ended. A record of another tool's own trust stays; one
     * that a tool has made with our HostID ends with ours, as that is all the device looks at, and so does an older one of ours.
     *
     * @return false if usbmuxd did not do it: then it is asked again at the next look at the device
     */
    boolean takeFromUsbmuxd(Attachment attachment, VaultEntry ended) {
        AtUsbmuxd now = atUsbmuxd(attachment);
        AtUsbmuxd found = ended.leftAtUsbmuxd().map(now::without).orElse(now);
        String ours = ended.good().orElseThrow().record().hostId();
        return found.record().filter(other -> !other.hostId().equals(ours)).isPresent() || removeFromUsbmuxd(attachment);
    }

    /** Whatever there is. False if usbmuxd did not do it. */
    boolean removeFromUsbmuxd(Attachment attachment) {
        for (int i = 0; i < REMOVALS; i++) {
            if (parts.usbmuxd().delete(attachment) instanceof Answer.Given<Boolean>) {
                return true;
            }
        }
        LOG.warnf("usbmuxd does not remove the record of a device that was unpaired; it is asked again at the next attach or start udid=%s", attachment.udid());
        return false;
    }
}
