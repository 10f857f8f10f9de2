package dev.trustline.benchmarks.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** Everything that runs now, to be stopped in the reverse order, at the end of a row or when a signal comes. Thread-safe. */
public final class Running {
    /** Something that can be stopped, more than once, without failing. */
    @FunctionalInterface
    private interface Stop {
        void stop();
    }

    private final Deque<Stop> open = new ArrayDeque<>();

    synchronized void add(BenchStack stack) {
        open.push(stack::close);
    }

    synchronized void add(PhoneCrew phones) {
        open.push(phones::close);
    }

    /** Remembers a process that a row started. */
    public synchronized void add(Process process) {
        open.push(process::destroyForcibly);
    }

    /** Stops everything. */
    public synchronized void stopAll() {
        while (!open.isEmpty()) {
            open.pop().stop();
        }
    }
}
