package dev.trustline.virtualdevice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timeline that stands still until {@link #advance} moves it; due tasks run in the caller's thread, in due order. */
public final class ManualTimeline implements Timeline {
    private record Due(long nanos, long order, Runnable task) {}

    private final PriorityQueue<Due> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::order));
    private final Instant start;
    private long nanos;
    private long order;

    /** A timeline whose wall clock begins at {@code start}. */
    public ManualTimeline(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable task) {
        Due due = new Due(nanos + Math.max(0, delay.toNanos()), order++, task);
        tasks.add(due);
        return () -> remove(due);
    }

    /** Moves time on by {@code by} and runs everything that falls due on the way, also what those tasks schedule. */
    public void advance(Duration by) {
        long target = nanoTime() + by.toNanos();
        for (Due due = next(target); due != null; due = next(target)) {
            due.task().run();
        }
        synchronized (this) {
            nanos = target;
        }
    }

    private synchronized Due next(long target) {
        Due due = tasks.peek();
        if (due == null || due.nanos() > target) {
            return null;
        }
        nanos = Math.max(nanos, due.nanos());
        return tasks.poll();
    }

    private synchronized void remove(Due due) {
        tasks.remove(due);
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
