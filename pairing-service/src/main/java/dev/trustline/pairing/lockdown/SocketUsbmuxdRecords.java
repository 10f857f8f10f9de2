package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.UsbmuxdRecords;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** usbmuxd's records through its socket: whoever may open that socket has every one of them. Thread-safe. */
public final class SocketUsbmuxdRecords implements UsbmuxdRecords {
    private static final Logger LOG = Logger.getLogger(SocketUsbmuxdRecords.class);
    private final UsbmuxClient usbmuxd;

    public SocketUsbmuxdRecords(UsbmuxClient usbmuxd) {
        this.usbmuxd = usbmuxd;
    }

    @Override
    public Answer<Optional<PairRecord>> read(Attachment attachment) {
        return Troubles.answer(() -> {
            Optional<byte[]> document = usbmuxd.readPairRecord(attachment.udid().value());
            return document.isPresent() ? Optional.of(parse(attachment, document.get())) : Optional.empty();
        });
    }

    private static PairRecord parse(Attachment attachment, byte[] document) throws LockdownException {
        try {
            return PairRecord.read(document);
        } catch (LockdownException e) {
            LOG.warnf("usbmuxd's record cannot be used and is left as it is udid=%s error=%s", attachment.udid(), e.getMessage());
            throw e;
        }
    }

    @Override
    public Answer<Boolean> save(Attachment attachment, PairRecord record) {
        return Troubles.answer(() -> {
            usbmuxd.savePairRecord(attachment.udid().value(), PlistWriter.binary(record.toPlist()), OptionalInt.of(attachment.deviceId()));
            return true;
        });
    }

    @Override
    public Answer<Boolean> delete(Attachment attachment) {
        return Troubles.answer(() -> usbmuxd.deletePairRecord(attachment.udid().value()));
    }

    @Override
    public Answer<String> systemBuid() {
        return Troubles.answer(usbmuxd::readBuid);
    }
}
