package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The answered commands that name no device, and so have no vault entry to be noted in: one line each with the id and until
 * when it could come again, in a file of mode 0600 that is replaced atomically. Nothing in it is secret. Thread-safe.
 */
public final class AnsweredFile {
    private static final Logger LOG = Logger.getLogger(AnsweredFile.class);
    /** The longest that a command is kept in its topic. */
    private static final Duration COMES_AGAIN = Duration.ofDays(1);

    private final Path file;
    private final Map<String, Instant> until;

    /**
     * What this file knows; nothing if it is not there.
     *
     * @throws IOException if it cannot be read
     */
    public AnsweredFile(Path file) throws IOException {
        this.file = file;
        this.until = read(file);
    }

    private static Map<String, Instant> read(Path file) throws IOException {
        Map<String, Instant> found = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
            for (String line : lines) {
                int space = line.indexOf(' ');
                found.put(line.substring(0, space), Instant.ofEpochMilli(Long.parseLong(line.substring(space + 1))));
            }
            return found;
        } catch (NoSuchFileException e) {
            return found;
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(file + " cannot be read: remove it; then commands without a device may be answered once more", e);
        }
    }

    /** Whether this command was answered. */
    public synchronized boolean contains(String command) {
        return until.containsKey(command);
    }

    /**
     * The answer to this command is written; those that cannot come again are dropped. If the file cannot be written it is
     * known until the end of this process only, and the log says so.
     *
     * @param now the broker's clock
     */
    public synchronized void add(String command, Instant now) {
        until.values().removeIf(end -> !end.isAfter(now));
        until.put(command, now.plus(COMES_AGAIN));
        String lines = until.entrySet().stream().map(e -> e.getKey() + ' ' + e.getValue().toEpochMilli() + '\n').collect(Collectors.joining());
        try {
            DurableFiles.replace(file, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.errorf(e, "an answered command cannot be noted; it is answered once more after a restart file=%s error=%s", file, e.getMessage());
        }
    }
}
