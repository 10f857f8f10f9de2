package dev.trustline.allinone.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running child. Its output goes to {@code <logs>/<name>.log}. It ignores SIGINT, which a terminal sends to every
 * process in front of it, so that Ctrl-C reaches the launcher alone and the order of stopping is the launcher's.
 * Thread-safe.
 */
public final class ChildProcess {
    private static final String IGNORE_INTERRUPT = "trap '' INT; exec \"$@\"";

    private final ChildSpec spec;
    private final Process process;
    private final ChildLog log;
    private final ChildLedger ledger;

    private ChildProcess(ChildSpec spec, Process process, ChildLog log, ChildLedger ledger) {
        this.spec = spec;
        this.process = process;
        this.log = log;
        this.ledger = ledger;
    }

    /**
     * Starts it and notes it in the ledger, so that the next launcher can end it if this one is killed.
     *
     * @throws StartFailure if the program cannot be run or the log cannot be written
     */
    public static ChildProcess start(ChildSpec spec, Path logs, ChildLedger ledger) throws StartFailure {
        ChildLog log = ChildLog.in(logs, spec.name());
        List<String> command = new ArrayList<>(List.of("sh", "-c", IGNORE_INTERRUPT, "sh"));
        command.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(command).directory(spec.folder().toFile());
        builder.environment().putAll(spec.environment());
        try {
            log.rotate();
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
            Process process = builder.start();
            process.getOutputStream().close();
            ledger.add(process.toHandle());
            return new ChildProcess(spec, process, log, ledger);
        } catch (IOException e) {
            throw new StartFailure("The " + spec.name() + " cannot be started: " + e.getMessage() + ".", e);
        }
    }

    /** Its name in messages. */
    public String name() {
        return spec.name();
    }

    /** How it was started, to start it again. */
    public ChildSpec spec() {
        return spec;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** What it printed. */
    public ChildLog log() {
        return log;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits that long at most; true if it has ended. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its exit code, once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** The same as something that should run; {@code start} replaces it. */
    public Watched watched(String as, Watched.Start start) {
        return new Watched(as, this::isAlive, () -> "ended with exit code " + exitCode(), log, start);
    }

    /** Asks it to end (SIGTERM) and kills it when it has not within the time. */
    public void stop(Duration patience) {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
        ledger.remove(process.toHandle());
    }

    /** Ends it at once (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        ledger.remove(process.toHandle());
    }

    /** What to say when it ended on its own before it was ready. */
    public StartFailure diedAtStart() {
        return new StartFailure("The " + name() + " ended with exit code " + exitCode() + " before it was ready; its log is "
                + log.file() + ".", log.lastTellingLines(15));
    }

    /** What to say when it was not ready in time. */
    public StartFailure notReadyWithin(Duration time) {
        return new StartFailure("The " + name() + " was not ready within " + time.toSeconds() + " s; its log is " + log.file() + ".",
                log.lastTellingLines(15));
    }
}
