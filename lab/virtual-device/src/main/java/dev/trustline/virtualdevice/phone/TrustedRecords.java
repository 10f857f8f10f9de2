package dev.trustline.virtualdevice.phone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pair records that a phone holds, by HostID, oldest first; beyond a number the oldest goes. Used under the phone's lock. */
final class TrustedRecords {
    private static final int MOST = 100;

    private final Map<String, TrustedHost> byHostId = new LinkedHashMap<>();

    Optional<TrustedHost> find(String hostId) {
        return Optional.ofNullable(byHostId.get(hostId));
    }

    void put(TrustedHost host) {
        byHostId.remove(host.hostId());
        byHostId.put(host.hostId(), host);
        if (byHostId.size() > MOST) {
            byHostId.remove(byHostId.keySet().iterator().next());
        }
    }

    boolean remove(String hostId) {
        return byHostId.remove(hostId) != null;
    }

    boolean removeOf(String systemBuid) {
        return byHostId.values().removeIf(host -> host.systemBuid().equals(systemBuid));
    }

    boolean removeTemporary() {
        return byHostId.values().removeIf(TrustedHost::temporary);
    }

    void clear() {
        byHostId.clear();
    }

    boolean knows(String hostId, String systemBuid) {
        return byHostId.values().stream()
                .anyMatch(host -> host.hostId().equals(hostId) || host.systemBuid().equals(systemBuid));
    }

    List<TrustedHost> all() {
        return List.copyOf(byHostId.values());
    }
}
