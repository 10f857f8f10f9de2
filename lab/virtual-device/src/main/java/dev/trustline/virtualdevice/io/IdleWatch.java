package dev.trustline.virtualdevice.io;

import dev.trustline.virtualdevice.time.Timeline;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Closes a connection on which nothing moved for a given time, as lockdownd does (libimobiledevice {@code lockdown.h}
 * speaks of 10 s, an iOS 7 report of 30 s). Costs one timer per connection and no thread.
 */
public final class IdleWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IdleWatch.class);

    private final Wire wire;
    private final Timeline timeline;
    private final long limitNanos;
    private Timeline.Timer timer;
    private boolean stopped;

    /** Begins to watch {@code wire}; a {@code limit} of zero watches nothing. */
    public IdleWatch(Wire wire, Timeline timeline, Duration limit) {
        this.wire = wire;
        this.timeline = timeline;
        this.limitNanos = limit.toNanos();
        if (limitNanos > 0) {
            check();
        }
    }

    private synchronized void check() {
        if (stopped || !wire.isOpen()) {
            return;
        }
        long left = limitNanos - (timeline.nanoTime() - wire.lastActivityNanos());
        if (left > 0) {
            timer = timeline.schedule(Duration.ofNanos(left), this::check);
        } else {
            closeWire();
        }
    }

    private void closeWire() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debugf("closing an idle connection failed error=%s", e.toString());
        }
    }

    /** Ends the watch without touching the connection. */
    @Override
    public synchronized void close() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
