package dev.trustline.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Processor time of every thread of a process, in nanoseconds ({@code /proc/PID/task/TID/schedstat}): two hundred pairings
 * of some milliseconds each cannot be told apart by the ticks of {@code /proc/PID/stat}. A thread that ends between two
 * looks is not counted any more; {@link #ticksMillis} counts it. Immutable.
 */
public final class ThreadTimes {
    /** {@code USER_HZ} is 100 on every Linux that a JDK runs on (proc(5)). */
    private static final long MILLIS_PER_TICK = 10;

    private final Map<String, Long> nanos;
    private final Map<String, String> names;

    private ThreadTimes(Map<String, Long> nanos, Map<String, String> names) {
        this.nanos = nanos;
        this.names = names;
    }

    /** Now. */
    public static ThreadTimes of(long pid) throws BenchFailure {
        Map<String, Long> nanos = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (Path task : tasks(pid)) {
            try {
                String id = task.getFileName().toString();
                nanos.put(id, Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]));
                names.put(id, Files.readString(task.resolve("comm")).strip());
            } catch (NoSuchFileException e) {
                // the thread ended between the listing and the reading
                continue;
            } catch (IOException e) {
                if (!Files.exists(task)) {
                    continue;
                }
                throw new BenchFailure("the processor time of process " + pid + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new ThreadTimes(nanos, names);
    }

    private static List<Path> tasks(long pid) throws BenchFailure {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return tasks.toList();
        } catch (IOException e) {
            throw new BenchFailure("process " + pid + " does not run", e);
        }
    }

    /** Milliseconds since an earlier look, of the threads whose names are so. */
    public double millisSince(ThreadTimes before, Predicate<String> name) {
        return nanos.entrySet().stream()
                .filter(e -> name.test(names.get(e.getKey())))
                .mapToLong(e -> e.getValue() - before.nanos.getOrDefault(e.getKey(), 0L))
                .sum() / 1e6;
    }

    /** The five threads with the most time since an earlier look, as {@code name 12 ms}. */
    public String mostSince(ThreadTimes before, int divisor) {
        Map<String, Long> byName = new HashMap<>();
        nanos.forEach((id, value) -> byName.merge(names.get(id).replaceAll("[-#]?\\d+$", ""),
                value - before.nanos.getOrDefault(id, 0L), Long::sum));
        return byName.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(5)
                .map(e -> String.format(java.util.Locale.ROOT, "%s %.1f ms", e.getKey(), e.getValue() / 1e6 / divisor))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    /** User and system time of a process so far, ended threads included, in steps of 10 ms. */
    public static long ticksMillis(long pid) throws BenchFailure {
        return ticks(pid) * MILLIS_PER_TICK;
    }

    static long ticks(long pid) throws BenchFailure {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            throw new BenchFailure("process " + pid + " does not run", e);
        }
    }

    /** Resident memory of a process in MB. */
    public static double residentMegabytes(long pid) throws BenchFailure {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(l -> l.startsWith("VmRSS:")).mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024).sum();
        } catch (IOException e) {
            throw new BenchFailure("process " + pid + " does not run", e);
        }
    }
}
