package dev.trustline.allinone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Which children run, in a file of the data folder. A launcher that was killed leaves children behind; the next one finds
 * them here, by process id <em>and</em> start time, and ends them before it starts its own. Thread-safe.
 */
public final class ChildLedger {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;
    private final Map<Long, Long> children = new ConcurrentHashMap<>();

    public ChildLedger(Path file) {
        this.file = file;
    }

    /** Ends what an earlier launcher left running and returns how many that were. */
    public int endLeftovers() throws IOException {
        List<ProcessHandle> leftovers = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                leftover(line).ifPresent(leftovers::add);
            }
        }
        leftovers.forEach(ProcessHandle::destroy);
        leftovers.forEach(ChildLedger::awaitEnd);
        Files.deleteIfExists(file);
        return leftovers.size();
    }

    private static Optional<ProcessHandle> leftover(String line) {
        String[] parts = line.split(" ");
        return parts.length != 2 || !parts[0].matches("\\d{1,18}")
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(parts[0])).filter(h -> startOf(h) == Long.parseLong(parts[1]));
    }

    private static void awaitEnd(ProcessHandle child) {
        try {
            child.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.destroyForcibly();
        } catch (Exception e) {
            child.destroyForcibly();
        }
    }

    synchronized void add(ProcessHandle child) {
        children.put(child.pid(), startOf(child));
        write();
    }

    synchronized void remove(ProcessHandle child) {
        children.remove(child.pid());
        write();
    }

    private void write() {
        try {
            if (children.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.write(file, children.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the list of children cannot be written: " + file, e);
        }
    }

    private static long startOf(ProcessHandle child) {
        return child.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
