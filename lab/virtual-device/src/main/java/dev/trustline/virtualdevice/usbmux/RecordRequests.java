package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * {@code ReadBUID} and the three requests about pair records; their results are errno values. The PairRecordID is a
 * file name to the daemon, so only a canonical UDID may be saved, and the undashed form finds nothing.
 */
final class RecordRequests {
    private static final Logger LOG = Logger.getLogger(RecordRequests.class);
    private static final Pattern UDID = Pattern.compile("[0-9A-F]{8}-[0-9A-F]{16}|[0-9a-f]{40}");
    private static final Pattern SAFE_NAME = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final int EIO = 5;

    private final RecordStore store;
    private final DeviceTable devices;

    RecordRequests(RecordStore store, DeviceTable devices) {
        this.store = store;
        this.devices = devices;
    }

    PlistDict buid() {
        return PlistDict.of("BUID", store.systemBuid());
    }

    PlistDict read(PlistDict request) {
        return onRecord(request, udid -> store.read(udid)
                .map(data -> PlistDict.of("PairRecordData", data))
                .orElseGet(() -> MuxReplies.result(MuxReplies.ENOENT)));
    }

    PlistDict delete(PlistDict request) {
        return onRecord(request, udid -> MuxReplies.result(store.delete(udid) ? MuxReplies.OK : MuxReplies.ENOENT));
    }

    PlistDict save(PlistDict request) {
        Optional<byte[]> data = request.data("PairRecordData").filter(RecordRequests::isDict);
        return onRecord(request, udid -> {
            if (data.isEmpty() || !UDID.matcher(udid).matches()) {
                return MuxReplies.result(MuxReplies.EINVAL);
            }
            store.save(udid, data.get());
            request.integer("DeviceID").ifPresent(id -> devices.paired(id, udid));
            return MuxReplies.result(MuxReplies.OK);
        });
    }

    private interface RecordCall {
        PlistDict answer(String udid) throws IOException;
    }

    private static PlistDict onRecord(PlistDict request, RecordCall call) {
        String id = request.string("PairRecordID").orElse("");
        if (!SAFE_NAME.matcher(id).matches()) {
            return MuxReplies.result(MuxReplies.EINVAL);
        }
        try {
            return call.answer(id);
        } catch (IOException e) {
            LOG.warnf("pair record not accessible udid=%s error=%s", id, e.toString());
            return MuxReplies.result(EIO);
        }
    }

    private static boolean isDict(byte[] document) {
        try {
            PlistReader.read(document);
            return true;
        } catch (LockdownException e) {
            return false;
        }
    }
}
