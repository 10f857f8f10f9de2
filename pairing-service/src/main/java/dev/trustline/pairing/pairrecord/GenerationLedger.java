package dev.trustline.pairing.pairrecord;

import dev.trustline.events.Udid;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Remembers the newest generation of each vault file, beside the vault's folder, so that an older file that is put back is
 * noticed. One line a write, which is appended after the file is safe, without an fsync of its own: a power cut may leave this
 * memory behind the files, which is harmless, never before them, which would be a false alarm. A line that none of the keys
 * has marked counts for nothing and stays. Thread-safe.
 */
final class GenerationLedger {
    private static final Logger LOG = Logger.getLogger(GenerationLedger.class);
    private static final int ROOM = 1000;

    private final Path file;
    private final SealingKey key;
    private final Map<Udid, Long> newest = new ConcurrentHashMap<>();
    private FileOutputStream out;
    private boolean lineIsOpen;
    private boolean failing;
    private boolean unsynced;

    /** One line of the file. */
    private record Line(Udid udid, long generation) {
        static Optional<Line> parse(String text, KeyRing keys) {
            String[] words = text.split(" ");
            Optional<Udid> udid = words.length == 3 ? Udid.tryParse(words[0]) : Optional.empty();
            if (udid.isEmpty() || !words[1].matches("\\d{1,18}")) {
                return Optional.empty();
            }
            boolean ours = keys.all().stream().anyMatch(k -> k.mark(words[0] + ' ' + words[1]).equals(words[2]));
            return ours ? Optional.of(new Line(udid.get(), Long.parseLong(words[1]))) : Optional.empty();
        }
    }

    /**
     * The memory in this file; empty if it is not there.
     *
     * @throws IOException if it cannot be read
     */
    GenerationLedger(Path file, KeyRing keys) throws IOException {
        this.file = file;
        this.key = keys.current();
        read(keys);
    }

    /** The file beside this vault's folder. */
    static Path beside(Path vault) {
        return vault.resolveSibling(vault.getFileName() + ".generations");
    }

    private void read(KeyRing keys) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        lineIsOpen = !text.isEmpty() && !text.endsWith("\n");
        List<String> lines = text.lines().toList();
        int known = 0;
        for (String one : lines) {
            Optional<Line> line = Line.parse(one, keys);
            known += line.isPresent() ? 1 : 0;
            line.ifPresent(l -> newest.merge(l.udid(), l.generation(), Math::max));
        }
        if (known < lines.size()) {
            LOG.warnf("lines in the memory of the vault's generations are torn or under another key; they stay and count for nothing file=%s lines=%d", file, lines.size() - known);
        } else if (lines.size() > 2 * newest.size() + ROOM) {
            DurableFiles.replace(file, text());
        }
    }

    /** The newest generation that was ever written for this device, 0 if none is known. */
    long newest(Udid udid) {
        return newest.getOrDefault(udid, 0L);
    }

    /** A file of this generation is there: after a power cut this memory may be behind it. */
    void seen(Udid udid, long generation) {
        newest.merge(udid, generation, Math::max);
    }

    /** The sum over all devices: it never falls while the memory is not lost. */
    long sum() {
        return newest.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The file of this generation is safe on disk. What cannot be noted is logged, once: a later write notes more. */
    synchronized void note(Udid udid, long generation) {
        newest.merge(udid, generation, Math::max);
        try {
            append((lineIsOpen ? "\n" : "") + line(udid, generation));
            lineIsOpen = false;
            failing = false;
            unsynced = true;
        } catch (IOException e) {
            lineIsOpen = true;
            if (!failing) {
                LOG.warnf("the generation of a vault file cannot be noted: an older file that is put back may go unnoticed file=%s error=%s", file, e.getMessage());
            }
            failing = true;
        }
    }

    private void append(String line) throws IOException {
        if (out == null) {
            if (!Files.exists(file)) {
                DurableFiles.create(file);
            }
            out = new FileOutputStream(file.toFile(), true);
        }
        out.write(line.getBytes(StandardCharsets.US_ASCII));
    }

    private String line(Udid udid, long generation) {
        String text = udid.value() + ' ' + generation;
        return text + ' ' + key.mark(text) + '\n';
    }

    /** From here on it survives a power cut. */
    synchronized void sync() {
        try {
            if (unsynced) {
                out.getFD().sync();
                unsynced = false;
            }
        } catch (IOException e) {
            LOG.debugf("the memory of the vault's generations was not synced error=%s", e.getMessage());
        }
    }

    /** All that it knows, a line a device, marked by the key that seals. */
    byte[] text() {
        StringBuilder text = new StringBuilder();
        newest.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> text.append(line(e.getKey(), e.getValue())));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
