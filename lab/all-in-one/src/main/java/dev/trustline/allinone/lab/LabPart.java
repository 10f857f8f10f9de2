package dev.trustline.allinone.lab;

import dev.trustline.allinone.process.ChildLedger;
import dev.trustline.allinone.process.ChildProcess;
import dev.trustline.allinone.process.ChildSpec;
import dev.trustline.allinone.process.Readiness;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.allinone.process.Watched;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A child of the lab that can be started, stopped, killed and started again with the same settings. Thread-safe. */
public final class LabPart {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final ChildSpec spec;
    private final Path logs;
    private final ChildLedger ledger;
    private final Predicate<ChildProcess> ready;
    private volatile ChildProcess child;

    private LabPart(ChildSpec spec, Path logs, ChildLedger ledger, Predicate<ChildProcess> ready) {
        this.spec = spec;
        this.logs = logs;
        this.ledger = ledger;
        this.ready = ready;
    }

    /** A part that is ready when one of these addresses answers 200. */
    static LabPart readyByHttp(ChildSpec spec, Path logs, ChildLedger ledger, List<URI> addresses) {
        return new LabPart(spec, logs, ledger, c -> addresses.stream().anyMatch(Readiness::answersOk));
    }

    /** A part that is ready when it prints a line that begins so. */
    static LabPart readyByLine(ChildSpec spec, Path logs, ChildLedger ledger, String beginning) {
        return new LabPart(spec, logs, ledger, c -> c.log().lineBeginning(beginning).isPresent());
    }

    /** Its name. */
    public String name() {
        return spec.name();
    }

    /** Starts it and returns at once. */
    public synchronized void start() throws StartFailure {
        child = ChildProcess.start(spec, logs, ledger);
    }

    /** Waits until it is ready. */
    public void awaitReady() throws StartFailure, InterruptedException {
        ChildProcess current = child;
        Readiness.await(current, START, () -> ready.test(current));
    }

    /** Whether it says that it is ready now. */
    public boolean isReady() {
        ChildProcess current = child;
        return current != null && current.isAlive() && ready.test(current);
    }

    /** Stops it in order; nothing happens if it does not run. */
    public synchronized void stop() {
        if (child != null) {
            child.stop(STOP);
        }
    }

    /** Ends it at once, as a crash would. */
    public synchronized void kill() {
        child.kill();
    }

    /** This part as something that should run, once it was started. */
    Watched watched() {
        return child.watched(name(), () -> {
            start();
            awaitReady();
        });
    }

    /** The process, {@code null} before the first start. */
    public ChildProcess child() {
        return child;
    }
}
