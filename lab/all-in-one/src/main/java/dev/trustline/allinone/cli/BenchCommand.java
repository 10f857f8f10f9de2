package dev.trustline.allinone.cli;

import dev.trustline.allinone.lab.Installation;
import dev.trustline.allinone.process.JavaCommand;
import dev.trustline.allinone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code trustline bench}: runs lab/benchmarks, which writes the table of figures. Its options are passed on. */
@Command(name = "bench", description = "Measures the pipeline and writes target/bench/bench.json and a table (options are those of lab/benchmarks).")
final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "dev.trustline.benchmarks.PipelineBenchmark";

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return Guarded.run(() -> {
            Installation installation = new Installation(Trustline.root());
            List<Path> classPath = installation.benchmarks();
            installation.mustHave(classPath.get(0));
            List<String> options = List.of("-Dtrustline.root=" + installation.root());
            List<String> command = JavaCommand.main(options, classPath, MAIN, arguments.toArray(String[]::new));
            try {
                return new ProcessBuilder(command).directory(installation.root().toFile()).inheritIO().start().waitFor();
            } catch (IOException e) {
                throw new StartFailure("The benchmark cannot be started: " + e.getMessage() + ".", e);
            }
        });
    }
}
