package dev.trustline.lockdown.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/**
 * Tells on which of many wires something has come, without a thread for each: for connections that say something once a day.
 * One thread turns it with {@link #turn}; everything else may come from any thread.
 */
public final class WireWatch implements Closeable {
    private final Selector selector;

    /**
     * A watch over nothing.
     *
     * @throws IOException if the operating system gives no selector
     */
    public WireWatch() throws IOException {
        this.selector = Selector.open();
    }

    /** A wire under watch. */
    public final class Watched implements Closeable {
        private final SelectionKey key;

        private Watched(SelectionKey key) {
            this.key = key;
        }

        /**
         * Tells once of the next bytes, or of the end; of bytes that are there already at once. To be called when all that had
         * come is read, what TLS holds back too. Without effect once the wire is closed.
         */
        public void arm() {
            try {
                key.interestOps(SelectionKey.OP_READ);
                selector.wakeup();
            } catch (CancelledKeyException closed) {
                // nothing comes any more
            }
        }

        /** Watches it no more; to be called after the wire was closed too, so that its file descriptor is given back at once. */
        @Override
        public void close() {
            key.cancel();
            selector.wakeup();
        }
    }

    /**
     * Takes a wire under watch, not armed yet.
     *
     * @param wire that nobody waits on meanwhile
     * @param something runs on the thread that turns this watch, once for each {@link Watched#arm}; must not block
     * @return the wire's place, which the caller closes
     * @throws IOException if the wire or this watch is closed
     */
    public Watched add(ByteWire wire, Runnable something) throws IOException {
        try {
            return new Watched(wire.register(selector, something));
        } catch (ClosedSelectorException e) {
            throw new IOException("the watch over wires is closed", e);
        }
    }

    /**
     * Waits until something has come somewhere, and tells.
     *
     * @param atMost how long
     * @return whether it may be turned again: false once it is closed
     * @throws IOException what the operating system says
     */
    public boolean turn(Duration atMost) throws IOException {
        try {
            selector.select(key -> {
                key.interestOps(0);
                ((Runnable) key.attachment()).run();
            }, Math.max(1, atMost.toMillis()));
            return true;
        } catch (CancelledKeyException closedMeanwhile) {
            return true;
        } catch (ClosedSelectorException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
