package dev.trustline.benchmarks.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts stacks from the built parts of a checkout, each in an empty folder, and knows what runs. */
public final class StackLauncher {
    private final Path root;
    private final Path work;
    private final Running running = new Running();

    /**
     * A launcher.
     *
     * @param root the checkout
     * @param work where the stacks' folders are; a row's folder is emptied before the row and kept after it
     */
    public StackLauncher(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** Broker, database and phones of that plan. */
    public BenchStack backbone(StackPlan plan) throws BenchFailure, InterruptedException {
        Path folder = work.resolve(plan.name());
        remove(folder);
        return BenchStack.backbone(plan, root, folder, running);
    }

    /** Everything that runs. */
    public Running running() {
        return running;
    }

    /** Removes what a row left, once its figures are written; its logs too. */
    public void forget(String name) {
        remove(work.resolve(name));
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " of an earlier run cannot be removed", e);
        }
    }
}
