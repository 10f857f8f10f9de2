package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.plist.PlistDict;
import java.io.IOException;

/** Requests about a host of which only its HostID is known. */
final class HostRequests {
    private final LockdownChannel channel;

    HostRequests(LockdownChannel channel) {
        this.channel = channel;
    }

    /** As idevice's {@code unpair} does: a record of nothing but the HostID. */
    void unpair(String hostId) throws IOException {
        channel.ask("Unpair", "ValidatePair",
                PlistDict.of("ProtocolVersion", "2", "PairRecord", PlistDict.of("HostID", hostId)));
    }

    /** A session that begins would go on with TLS, for which there is no key here: hang up. */
    boolean knows(String hostId, String systemBuid) throws IOException {
        try {
            channel.ask("StartSession", PlistDict.of("HostID", hostId, "SystemBUID", systemBuid));
            channel.close();
            return true;
        } catch (DeviceError.InvalidHostID e) {
            return false;
        }
    }
}
