package dev.trustline.benchmarks.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who used the processors while a row was measured: the measured cause that a missed target is shown with. From
 * {@code /proc/stat} and the times of the processes that are named ({@code name:1}, {@code name:2} count as one name); everything else on the machine is "other programs".
 */
public final class MachineLoad {
    private final Map<String, Long> pids;
    private final Map<String, Long> ticks = new LinkedHashMap<>();
    private final long[] cpu;

    private MachineLoad(Map<String, Long> pids) {
        this.pids = Map.copyOf(pids);
        this.cpu = cpu();
        pids.forEach((name, pid) -> ticks.put(name, ticksOf(pid)));
    }

    /** Begins to watch these processes, by name. */
    public static MachineLoad watch(Map<String, Long> pids) {
        return new MachineLoad(pids);
    }

    /** What happened since, as one sentence. */
    public String sentence() {
        long[] now = cpu();
        long all = Math.max(1, now[0] - cpu[0]);
        long busy = now[1] - cpu[1];
        Map<String, Long> used = new LinkedHashMap<>();
        ticks.forEach((name, before) -> used.merge(name.replaceFirst(":.*", ""), Math.max(0, ticksOf(pids.get(name)) - before), Long::sum));
        long known = used.values().stream().mapToLong(Long::longValue).sum();
        List<String> parts = new ArrayList<>();
        used.forEach((name, part) -> parts.add(percent(name, part, all)));
        parts.add(percent("other programs", Math.max(0, busy - known), all));
        return percent("processors", busy, all) + " busy (" + String.join(", ", parts) + ")";
    }

    private static String percent(String name, long part, long all) {
        return String.format(Locale.ROOT, "%s %d %%", name, Math.round(100.0 * part / all));
    }

    /** A process that has ended counts as nothing: its time is then among the other programs'. */
    private static long ticksOf(long pid) {
        try {
            return ThreadTimes.ticks(pid);
        } catch (BenchFailure e) {
            return 0;
        }
    }

    /** All ticks and the busy ones. */
    private static long[] cpu() {
        try {
            String first = Files.readAllLines(Path.of("/proc/stat")).get(0);
            long[] fields = Arrays.stream(first.substring(first.indexOf(' ')).strip().split(" ")).limit(8).mapToLong(Long::parseLong).toArray();
            long all = Arrays.stream(fields).sum();
            return new long[] {all, all - fields[3] - fields[4]};
        } catch (IOException e) {
            return new long[] {0, 0};
        }
    }
}
