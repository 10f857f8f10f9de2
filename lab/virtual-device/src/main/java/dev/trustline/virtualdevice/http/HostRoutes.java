package dev.trustline.virtualdevice.http;

import dev.trustline.virtualdevice.LabHost;
import dev.trustline.virtualdevice.VirtualLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the API shows of lab hosts, and what may happen to one's usbmuxd. */
final class HostRoutes {
    private static final Pattern BUID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private final VirtualLab lab;

    HostRoutes(VirtualLab lab) {
        this.lab = lab;
    }

    Answer list() {
        List<Map<String, Object>> rows = lab.hosts().values().stream().map(HostRoutes::row).toList();
        return Answer.json(rows, Map.of());
    }

    private static Map<String, Object> row(LabHost host) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", host.name());
        row.put("muxPort", host.muxAddress().map(InetSocketAddress::getPort).orElse(null));
        row.put("muxSocket", host.muxSocket().map(Object::toString).orElse(null));
        row.put("usbipPort", host.usbipAddress().map(InetSocketAddress::getPort).orElse(null));
        return row;
    }

    /** {@code lose-records}; {@code new-buid}, random or {@code ?buid=}. */
    Answer act(String name, String action, Query query) {
        LabHost host = lab.hosts().get(name);
        if (host == null) {
            return Answer.problem(404, "Unknown host", "known: " + lab.hosts().keySet());
        }
        if (!host.hasUsbmuxd()) {
            return Answer.problem(409, "Not possible", "the usbmuxd of " + name + " is none of the lab's");
        }
        try {
            switch (action) {
                case "lose-records" -> host.loseRecords();
                case "new-buid" -> host.changeBuid(buid(query));
                default -> {
                    return Answer.problem(404, "Unknown action", "known: [lose-records, new-buid]");
                }
            }
            return Answer.noContent();
        } catch (IOException e) {
            throw new UncheckedIOException("the records of " + name + " cannot be changed", e);
        }
    }

    private static String buid(Query query) {
        String buid = query.first("buid").orElseGet(() -> UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
        if (!BUID.matcher(buid).matches()) {
            throw new IllegalArgumentException("a SystemBUID has letters, digits and dashes");
        }
        return buid;
    }
}
