package dev.trustline.pairing.pairrecord;

import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.HostHold.Hold;
import dev.trustline.pairing.handshake.HostHold.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whether the whole host is held, in a text file of mode 0600 that is replaced atomically. Nothing in it is secret. A file that
 * cannot be read means held: nobody knows what it said, and an alert too many cannot be taken back. Thread-safe as long as one
 * thread writes.
 *
 * <pre>
 *   trustline host hold 1
 *   held person:anna Asked for by anna.
 *   forgotten 1764000000000 00008110-001A2B3C4D5E6F70
 * </pre>
 */
public final class HoldFile implements HostHold.Memory {
    private static final Logger LOG = Logger.getLogger(HoldFile.class);
    private static final String UNREADABLE = "rule:hold-file-unreadable";
    private static final String FIRST = "trustline host hold 1";
    private static final String HELD = "held";
    private static final String FORGOTTEN = "forgotten";
    private static final int WORDS = 3;

    private final Path file;

    public HoldFile(Path file) {
        this.file = file;
    }

    @Override
    public State read() {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return State.FREE;
        } catch (IOException | IllegalArgumentException e) {
            LOG.errorf("%s cannot be read, so this host is held until somebody releases it error=%s", file, e.getMessage());
            return new State(Optional.of(new Hold(UNREADABLE, "The file " + file + " cannot be read, so nobody knows whether this host was held: look at its "
                    + "rights and at the disk, then release the host, which writes it anew.")), Map.of());
        }
    }

    private static State parse(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(FIRST)) {
            throw new IllegalArgumentException("its first line is not " + FIRST);
        }
        Optional<Hold> hold = Optional.empty();
        Map<String, Instant> forgotten = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", WORDS);
            if (words.length == WORDS && words[0].equals(HELD)) {
                hold = Optional.of(new Hold(words[1], words[2]));
            } else if (words.length == WORDS && words[0].equals(FORGOTTEN)) {
                forgotten.put(words[2], Instant.ofEpochMilli(Long.parseLong(words[1])));
            } else {
                throw new IllegalArgumentException("it has a line that is neither " + HELD + " nor " + FORGOTTEN);
            }
        }
        return new State(hold, forgotten);
    }

    @Override
    public void write(State state) throws IOException {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        state.hold().ifPresent(h -> text.append(HELD).append(' ').append(h.by()).append(' ').append(h.why()).append('\n'));
        state.forgotten().forEach((udid, at) -> text.append(FORGOTTEN).append(' ').append(at.toEpochMilli()).append(' ').append(udid).append('\n'));
        DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
