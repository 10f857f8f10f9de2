package dev.trustline.virtualdevice.store;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.virtualdevice.usbmux.RecordStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A usbmuxd's record folder: {@code SystemConfiguration.plist} with the SystemBUID and {@code <UDID>.plist} per record,
 * XML as usbmuxd writes them ({@code src/conf.c}), but 0600 and atomic. The SystemBUID is random, not a function of the
 * second, unless another is put in its place.
 */
public final class FolderRecords implements RecordStore {
    private static final String CONFIGURATION = "SystemConfiguration.plist";
    private static final String RECORD = ".plist";

    private final Path folder;
    private volatile String systemBuid;

    /** Opens or makes the folder. */
    public FolderRecords(Path folder) throws IOException {
        this.folder = AtomicFile.folder(folder);
        this.systemBuid = openBuid();
    }

    private String openBuid() throws IOException {
        Path file = folder.resolve(CONFIGURATION);
        if (Files.exists(file)) {
            return PlistReader.read(Files.readAllBytes(file))
                    .string("SystemBUID")
                    .orElseThrow(() -> new IOException(file + " has no SystemBUID; remove it to get a new identity"));
        }
        String buid = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        writeBuid(buid);
        return buid;
    }

    private void writeBuid(String buid) throws IOException {
        AtomicFile.write(folder.resolve(CONFIGURATION), PlistWriter.xml(PlistDict.of("SystemBUID", buid)));
    }

    @Override
    public void replaceBuid(String other) throws IOException {
        writeBuid(other);
        systemBuid = other;
    }

    @Override
    public void clear() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(RECORD) && !file.endsWith(CONFIGURATION)).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public String systemBuid() {
        return systemBuid;
    }

    @Override
    public Optional<byte[]> read(String udid) throws IOException {
        Path file = file(udid);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public void save(String udid, byte[] document) throws IOException {
        AtomicFile.write(file(udid), PlistWriter.xml(PlistReader.read(document)));
    }

    @Override
    public boolean delete(String udid) throws IOException {
        return Files.deleteIfExists(file(udid));
    }

    private Path file(String udid) {
        return folder.resolve(udid + RECORD);
    }
}
