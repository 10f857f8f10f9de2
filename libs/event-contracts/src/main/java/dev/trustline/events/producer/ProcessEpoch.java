package dev.trustline.events.producer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * The epoch of a process: its start in milliseconds, but never below the last one used + 1, so that a clock that was set
 * back does not make new events look old. The last one is kept in a file of the data folder, replaced atomically.
 */
public final class ProcessEpoch {
    private final Path file;
    private final Clock clock;

    /** An epoch kept in this file; the folder must exist. */
    public ProcessEpoch(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Takes the next epoch and remembers it before returning.
     *
     * @param lastPublished the epoch that this process' own last record on Kafka carries, 0 if there is none: it wins over
     *                      a lost data folder
     * @throws IOException if the file cannot be read, does not hold a number, or cannot be replaced
     */
    public long next(long lastPublished) throws IOException {
        long last = Math.max(lastPublished, Files.exists(file) ? stored() : 0);
        long epoch = Math.max(clock.millis(), last + 1);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(StandardCharsets.US_ASCII.encode(Long.toString(epoch)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return epoch;
    }

    private long stored() throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            throw new IOException(file + " does not hold an epoch; remove it: the last one is then taken from trustline.hosts", e);
        }
    }
}
