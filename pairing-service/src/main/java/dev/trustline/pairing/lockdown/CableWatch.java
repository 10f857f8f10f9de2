package dev.trustline.pairing.lockdown;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.usbmux.ConnectionType;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.lockdown.usbmux.UsbmuxEvent;
import dev.trustline.lockdown.usbmux.UsbmuxListener;
import dev.trustline.pairing.Turns;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.Attachment;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps a {@code Listen} open at usbmuxd and so always knows what is attached. When usbmuxd goes away nothing is attached
 * any more, whatever the cable says: without it no device can be reached. Runs on a thread of its own; the rest is
 * thread-safe.
 */
public final class CableWatch implements Runnable, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CableWatch.class);
    private static final Duration LISTEN_SLICE = Duration.ofSeconds(30);
    private static final long RECONNECT_MS = 500;

    private final UsbmuxClient usbmuxd;
    private final Listener listener;
    private final Map<Integer, UsbmuxDevice> attached = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Turns turns = new Turns();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean connected;
    private volatile String lastError = "not yet asked";
    private volatile UsbmuxListener open;

    /** Hears of changes, on the watch's thread; must not block. */
    public interface Listener {
        /** usbmuxd lists this device. */
        void attached(Udid udid);

        /** usbmuxd no longer lists this device. */
        void detached(Udid udid);

        /** A program on this host, perhaps this one, has given usbmuxd a record of this device. */
        void recordSaved(Udid udid);
    }

    public CableWatch(UsbmuxClient usbmuxd, Listener listener) {
        this.usbmuxd = usbmuxd;
        this.listener = listener;
    }

    /** The device as usbmuxd lists it now, USB first. */
    Answer<Attachment> find(Udid udid) {
        if (!connected) {
            return new Answer.None<>(Trouble.USBMUXD_DOWN);
        }
        Optional<UsbmuxDevice> device = attached.values().stream()
                .filter(d -> d.udid().equals(udid.value()))
                .min(Comparator.comparing(UsbmuxDevice::connectionType).thenComparing(d -> -d.deviceId()));
        return device.<Answer<Attachment>>map(d -> new Answer.Given<>(new Attachment(udid, d.deviceId(), d.connectionType() == ConnectionType.NETWORK)))
                .orElseGet(() -> new Answer.None<>(Trouble.NOT_ATTACHED));
    }

    /** All devices that usbmuxd lists now. */
    public Set<Udid> attached() {
        return attached.values().stream().flatMap(d -> Udid.tryParse(d.udid()).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether usbmuxd answers. */
    public boolean isConnected() {
        return connected;
    }

    /** The number of the newest connection to usbmuxd, from 1: another one may be to another daemon. */
    public int connections() {
        return connections.get();
    }

    /** Why it does not, for a person. */
    public String lastError() {
        return lastError;
    }

    /** How long ago the watch last turned over: half a minute at most, while it lives. */
    public Duration sinceLastTurn() {
        return turns.sinceLast();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            turns.turn();
            try (UsbmuxListener listening = usbmuxd.listen()) {
                open = listening;
                connections.incrementAndGet();
                connected = true;
                LOG.infof("usbmuxd answers at %s", usbmuxd.address());
                listen(listening);
            } catch (CallInterrupted e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException e) {
                lost(e);
            }
            pause();
        }
    }

    private void listen(UsbmuxListener listening) throws IOException {
        while (stopped.getCount() > 0) {
            turns.turn();
            Optional<UsbmuxEvent> event = listening.next(LISTEN_SLICE);
            event.ifPresent(this::apply);
        }
    }

    private void apply(UsbmuxEvent event) {
        if (event instanceof UsbmuxEvent.Attached a) {
            attached.put(a.deviceId(), a.device());
            Udid.tryParse(a.device().udid()).ifPresent(listener::attached);
        } else if (event instanceof UsbmuxEvent.Detached d) {
            UsbmuxDevice gone = attached.remove(d.deviceId());
            if (gone != null) {
                Udid.tryParse(gone.udid()).ifPresent(listener::detached);
            }
        } else if (event instanceof UsbmuxEvent.Paired p && attached.containsKey(p.deviceId())) {
            Udid.tryParse(attached.get(p.deviceId()).udid()).ifPresent(listener::recordSaved);
        }
    }

    private void lost(IOException e) {
        if (stopped.getCount() > 0 && (connected || !e.getMessage().equals(lastError))) {
            LOG.warnf("usbmuxd does not answer; no device can be reached until it does error=%s", e.getMessage());
        }
        lastError = e.getMessage();
        connected = false;
        Set<Udid> gone = attached();
        attached.clear();
        gone.forEach(listener::detached);
    }

    private void pause() {
        try {
            if (stopped.await(RECONNECT_MS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the watch on usbmuxd ends");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stopped.countDown();
        UsbmuxListener listening = open;
        if (listening != null) {
            listening.close();
        }
    }
}
