package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.plist.PlistDict;
import java.io.IOException;
import java.util.Optional;

/** {@code GetValue}, of one key or of all. */
final class ValueRequests {
    private static final String GET_VALUE = "GetValue";
    private static final String VALUE = "Value";

    private final LockdownChannel channel;

    ValueRequests(LockdownChannel channel) {
        this.channel = channel;
    }

    Optional<Object> one(PlistDict arguments) throws IOException {
        try {
            return channel.ask(GET_VALUE, arguments).value(VALUE);
        } catch (DeviceError.MissingValue | DeviceError.MissingKey e) {
            return Optional.empty();
        }
    }

    PlistDict all(PlistDict arguments) throws IOException {
        return channel.ask(GET_VALUE, arguments).dict(VALUE)
                .orElseThrow(() -> new UnexpectedReply(GET_VALUE, "no dictionary of values"));
    }
}
