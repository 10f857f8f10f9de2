package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.phone.LockdownFault;
import java.util.Optional;

/** {@code GetValue}, {@code SetValue}, {@code RemoveValue}; {@code session} says whether TLS is up. */
final class ValueRequests {
    private static final String UNTRUSTED_HOST = "UntrustedHostBUID";

    private final DeviceValues values;

    ValueRequests(DeviceValues values) {
        this.values = values;
    }

    PlistDict get(PlistDict request, boolean session) {
        Optional<String> domain = request.string("Domain").filter(text -> !text.isEmpty());
        Optional<String> key = request.string("Key").filter(text -> !text.isEmpty());
        if (domain.isPresent() && !session) {
            return echo(request, LockdownReplies.error("GetValue", LockdownFault.GET_PROHIBITED));
        }
        PlistDict visible = domain.map(values::domain).orElseGet(() -> values.all(session));
        if (key.isEmpty()) {
            return echo(request, LockdownReplies.ok("GetValue", "Value", visible));
        }
        return echo(
                request,
                visible.value(key.get())
                        .map(value -> LockdownReplies.ok("GetValue", "Value", value))
                        .orElseGet(() -> LockdownReplies.error("GetValue", absent(key.get(), session))));
    }

    private LockdownFault absent(String key, boolean session) {
        return !session && values.isClosed(key) ? LockdownFault.GET_PROHIBITED : LockdownFault.MISSING_VALUE;
    }

    PlistDict set(PlistDict request, boolean session) {
        Optional<String> key = request.string("Key");
        Optional<Object> value = request.value("Value");
        if (key.isEmpty() || value.isEmpty()) {
            LockdownFault fault = key.isEmpty() ? LockdownFault.MISSING_KEY : LockdownFault.MISSING_VALUE;
            return LockdownReplies.error("SetValue", fault);
        }
        Optional<LockdownFault> refusal = writable(request, key.get(), session, LockdownFault.SET_PROHIBITED);
        if (refusal.isPresent()) {
            return echo(request, LockdownReplies.error("SetValue", refusal.get()));
        }
        if (!key.get().equals(UNTRUSTED_HOST)) {
            values.setWireless(key.get(), value.get());
        }
        return echo(request, LockdownReplies.ok("SetValue", "Value", value.get()));
    }

    PlistDict remove(PlistDict request, boolean session) {
        Optional<String> key = request.string("Key");
        if (key.isEmpty()) {
            return LockdownReplies.error("RemoveValue", LockdownFault.MISSING_KEY);
        }
        LockdownFault fault = writable(request, key.get(), session, LockdownFault.REMOVE_PROHIBITED)
                .orElse(values.removeWireless(key.get()) ? null : LockdownFault.MISSING_VALUE);
        return echo(
                request,
                fault == null ? LockdownReplies.ok("RemoveValue") : LockdownReplies.error("RemoveValue", fault));
    }

    private static Optional<LockdownFault> writable(
            PlistDict request, String key, boolean session, LockdownFault prohibited) {
        Optional<String> domain = request.string("Domain");
        if (key.equals(UNTRUSTED_HOST) && domain.isEmpty()) {
            return Optional.empty();
        }
        if (!session) {
            return Optional.of(LockdownFault.SESSION_INACTIVE);
        }
        return domain.filter(DeviceValues.WIRELESS::equals).isPresent() ? Optional.empty() : Optional.of(prohibited);
    }

    private static PlistDict echo(PlistDict request, PlistDict reply) {
        PlistDict echoed = reply;
        for (String name : new String[] {"Domain", "Key"}) {
            Optional<String> value = request.string(name);
            if (value.isPresent()) {
                echoed = echoed.with(name, value.get());
            }
        }
        return echoed;
    }
}
