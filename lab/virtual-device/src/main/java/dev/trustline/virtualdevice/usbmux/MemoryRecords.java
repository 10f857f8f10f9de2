package dev.trustline.virtualdevice.usbmux;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Records that end with the process. */
public final class MemoryRecords implements RecordStore {
    private volatile String systemBuid = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    private final Map<String, byte[]> records = new ConcurrentHashMap<>();

    @Override
    public String systemBuid() {
        return systemBuid;
    }

    @Override
    public void replaceBuid(String other) {
        systemBuid = other;
    }

    @Override
    public void clear() {
        records.clear();
    }

    @Override
    public Optional<byte[]> read(String udid) {
        return Optional.ofNullable(records.get(udid)).map(byte[]::clone);
    }

    @Override
    public void save(String udid, byte[] document) {
        records.put(udid, document.clone());
    }

    @Override
    public boolean delete(String udid) {
        return records.remove(udid) != null;
    }
}
