package dev.trustline.benchmarks;

import dev.trustline.benchmarks.jmh.JmhRun;
import dev.trustline.benchmarks.report.Figure;
import dev.trustline.benchmarks.report.JsonReport;
import dev.trustline.benchmarks.report.MarkdownTable;
import dev.trustline.benchmarks.stack.BenchFailure;
import dev.trustline.benchmarks.stack.StackLauncher;
import dev.trustline.benchmarks.stack.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code trustline bench}. Exit codes: 0 everything was measured, 1 a row could not be, 2 asked wrongly. The table
 * goes to the terminal and, after every row, to {@code target/bench/bench.md} and {@code bench.json}.
 */
public final class PipelineBenchmark {
    private final Path out;
    private final boolean quick;
    private final StackLauncher launcher;
    private final List<Figure> figures = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private boolean failed;

    private PipelineBenchmark(Path root, boolean quick) {
        this.out = root.resolve("target/bench");
        this.quick = quick;
        this.launcher = new StackLauncher(root, out.resolve("work"));
    }

    /** Runs what the arguments name and ends the JVM. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Choice choice = Choice.of(List.of(arguments));
        choice.complaint().ifPresent(c -> {
            System.err.println("trustline bench: " + c);
            System.exit(2);
        });
        Path root = Path.of(System.getProperty("trustline.root", ".")).toAbsolutePath().normalize();
        if (choice.help()) {
            System.out.print(Choice.help(Rows.ALL));
        } else if (choice.jmh()) {
            JmhRun.run(root.resolve("target/bench"), choice.names(), choice.quick());
        } else {
            System.exit(new PipelineBenchmark(root, choice.quick()).run(choice.rows()));
        }
    }

    private int run(List<Row> rows) throws IOException, InterruptedException {
        Files.createDirectories(out);
        Thread measuring = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(measuring), "stop"));
        try {
            for (Row row : rows) {
                run(row);
                if (stopping) {
                    return 1;
                }
                write();
            }
        } catch (InterruptedException e) {
            System.out.println("  stopped; nothing is left running");
            return 1;
        } finally {
            ended.countDown();
        }
        System.out.println();
        System.out.print(MarkdownTable.of(figures));
        System.out.println();
        System.out.println("Written to " + out.resolve("bench.md") + " and " + out.resolve("bench.json") + "."
                + (quick ? " This was a trial run with --quick: its figures mean little." : ""));
        return failed ? 1 : 0;
    }

    /** A row that is still starting something must end first, or what it starts would outlive this process. */
    private void onSignal(Thread measuring) {
        stopping = true;
        if (ended.getCount() > 0) {
            measuring.interrupt();
        }
        try {
            ended.await(90, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        launcher.running().stopAll();
    }

    private void run(Row row) throws InterruptedException {
        System.out.println(row.name() + ": " + row.summary());
        long begun = System.nanoTime();
        Bench bench = new Bench(launcher, quick, line -> System.out.println(String.format(Locale.ROOT, "  %5.1f s  %s", Waiting.secondsSince(begun), line)));
        try {
            List<Figure> measured = row.measure(bench).stream().map(f -> quick ? f.note("trial run of reduced size") : f).toList();
            figures.addAll(measured);
            measured.forEach(f -> System.out.print("  " + MarkdownTable.line(f)));
            launcher.forget(row.name());
        } catch (BenchFailure | RuntimeException e) {
            failed = true;
            String why = e instanceof BenchFailure ? e.getMessage() : e.toString();
            System.out.println("  could not be measured: " + why);
            figures.add(Figure.unmeasured(row.name(), why));
        } finally {
            launcher.running().stopAll();
        }
    }

    private void write() throws IOException {
        Files.writeString(out.resolve("bench.md"), MarkdownTable.of(figures));
        Files.writeString(out.resolve("bench.json"), JsonReport.of(figures));
    }
}
