package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.virtualdevice.io.Wire;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * A client that said {@code Listen}. Events queue up for its own writer, so that a client which does not read delays
 * nobody; one that lets {@value #MOST_EVENTS} wait is dropped.
 */
final class MuxListener {
    private static final Logger LOG = Logger.getLogger(MuxListener.class);
    private static final int MOST_EVENTS = 50_000;
    private static final byte[] END = new byte[0];

    private final Wire wire;
    private final boolean plist;
    private final PlistDict description;
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>(MOST_EVENTS);

    MuxListener(Wire wire, boolean plist, PlistDict description) {
        this.wire = wire;
        this.plist = plist;
        this.description = description;
    }

    /** Its row in {@code ListListeners}. */
    PlistDict description() {
        return description;
    }

    /** Whether it speaks property lists; else the binary protocol. */
    boolean speaksPlist() {
        return plist;
    }

    void send(MuxEvent event) {
        sendBytes(event.packet(plist));
    }

    void sendBytes(byte[] bytes) {
        if (!events.offer(bytes)) {
            LOG.warnf("usbmux listener dropped reason=does-not-read");
            end();
        }
    }

    /** Writes until {@link #end()}; runs in a thread of its own. */
    void write() {
        try {
            for (byte[] next = events.take(); next != END; next = events.take()) {
                wire.out().write(next);
            }
        } catch (IOException e) {
            LOG.debugf("usbmux listener went away error=%s", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        events.clear();
        events.offer(END);
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debugf("closing a usbmux listener failed error=%s", e.toString());
        }
    }
}
