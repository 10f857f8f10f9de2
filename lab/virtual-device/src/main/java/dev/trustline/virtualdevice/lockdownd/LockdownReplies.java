package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.LockdownFault;

/** Replies as lockdownd forms them: the request's name, and {@code Error} alone, never with {@code Result}. */
final class LockdownReplies {
    private LockdownReplies() {}

    static PlistDict ok(String request, Object... keysAndValues) {
        PlistDict reply = PlistDict.of("Request", request);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            reply = reply.with((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return reply;
    }

    static PlistDict error(String request, LockdownFault fault) {
        return error(request, fault.text());
    }

    static PlistDict error(String request, String words) {
        return PlistDict.of("Error", words, "Request", request);
    }
}
