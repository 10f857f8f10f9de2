package dev.trustline.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks of this package with short settings: one fork, 3 × 1 s to warm up, 5 × 1 s measured. Stateless. */
public final class JmhRun {
    private static final String ALL = JmhRun.class.getPackageName().replace(".", "\\.") + "\\..*";

    private JmhRun() {
    }

    /**
     * Runs those whose names match any of the expressions, all if there are none; {@code jmh.json} is written to {@code out}.
     *
     * @param quick one short iteration each, to see that they work
     */
    public static void run(Path out, List<String> expressions, boolean quick) throws IOException {
        Files.createDirectories(out);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(quick ? 1 : 3).warmupTime(seconds(quick))
                .measurementIterations(quick ? 1 : 5).measurementTime(seconds(quick))
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON).result(out.resolve("jmh.json").toString());
        (expressions.isEmpty() ? List.of(ALL) : expressions).forEach(options::include);
        try {
            new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IOException("JMH failed: " + e.getMessage(), e);
        }
    }

    private static TimeValue seconds(boolean quick) {
        return quick ? TimeValue.milliseconds(200) : TimeValue.seconds(1);
    }
}
