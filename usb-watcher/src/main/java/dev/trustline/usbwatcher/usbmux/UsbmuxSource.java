package dev.trustline.usbwatcher.usbmux;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.lockdown.usbmux.ConnectionType;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxDevice;
import dev.trustline.lockdown.usbmux.UsbmuxListener;
import dev.trustline.usbwatcher.hotplug.HotplugListener;
import dev.trustline.usbwatcher.hotplug.HotplugSource;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Hot-plug by usbmuxd. While the daemon is away its devices keep their last state, a problem says so, and the connection is
 * tried again, after 0.2 s at first and every 2 s at last; then its list is compared with what was known.
 */
public final class UsbmuxSource implements HotplugSource {
    /** Its name in configuration, events and metrics. */
    public static final String NAME = "usbmux";

    private static final Logger LOG = Logger.getLogger(UsbmuxSource.class);
    private static final Duration TURN = Duration.ofSeconds(5);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(2);
    private static final String LOOP = "usbmux-listen";
    private static final long JOIN_MS = 5_000;

    private final UsbmuxClient client;
    private final Predicate<UsbmuxDevice> wanted;
    private final LoopBeats beats;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean open;
    private volatile List<HostProblem> problems = List.of();
    private volatile UsbmuxListener current;
    private Duration backOff = FIRST_BACK_OFF;
    private Thread thread;

    /** A source of all devices that usbmuxd knows, or of those only that it reaches by network. */
    public UsbmuxSource(UsbmuxClient client, boolean networkOnly, LoopBeats beats) {
        this.client = client;
        this.wanted = networkOnly ? device -> device.connectionType() == ConnectionType.NETWORK : device -> true;
        this.beats = beats;
    }

    /**
     * The address from the configuration, else from {@code USBMUXD_SOCKET_ADDRESS}, else usbmuxd's own.
     *
     * @throws UnusableAddress if the text is none
     */
    public static UsbmuxAddress address(String configured) throws UnusableAddress {
        return configured == null || configured.isBlank()
                ? UsbmuxAddress.fromEnvironment(System.getenv())
                : UsbmuxAddress.parse(configured);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean open() {
        return true; // a daemon that is away is waited for
    }

    @Override
    public void start(HotplugListener listener) {
        thread = new Thread(() -> listen(listener), LOOP);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen(HotplugListener listener) {
        try {
            while (stop.getCount() > 0) {
                beats.beat(LOOP);
                listenOnce(listener);
                pause();
            }
            beats.leave(LOOP);
        } catch (InterruptedException e) {
            beats.leave(LOOP);
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            open = false;
            problems = List.of(HostProblem.of(ProblemCode.USBMUX_LISTENER_ENDED, "a defect ended it: restart usb-watcher and report it"));
            LOG.errorf(e, "the usbmux source ended error=%s", e.getMessage());
        }
    }

    private void listenOnce(HotplugListener listener) {
        try (UsbmuxListener announcements = client.listen()) {
            current = announcements;
            UsbmuxSession session = new UsbmuxSession(listener, wanted);
            session.list(client.listDevices());
            heard();
            while (stop.getCount() > 0) {
                beats.beat(LOOP);
                announcements.next(TURN).ifPresent(session::hear);
            }
        } catch (IOException e) {
            lost(e);
        } finally {
            current = null;
            open = false;
        }
    }

    private void heard() {
        if (!problems.isEmpty()) {
            LOG.infof("usbmuxd answers again at %s", client.address());
        }
        open = true;
        problems = List.of();
        backOff = FIRST_BACK_OFF;
    }

    private void lost(IOException e) {
        if (stop.getCount() == 0) {
            return; // closing the connection is how close() ends the wait
        }
        if (problems.isEmpty()) {
            LOG.warnf("usbmuxd is away, trying again error=%s", e.getMessage());
        }
        LOG.debug("usbmuxd is away", e);
        problems = List.of(HostProblem.of(ProblemCode.USBMUXD_UNREACHABLE, e.getMessage()));
    }

    private void pause() throws InterruptedException {
        if (stop.await(backOff.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(LAST_BACK_OFF) < 0 ? doubled : LAST_BACK_OFF;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<HostProblem> problems() {
        return problems;
    }

    @Override
    public void close() {
        stop.countDown();
        UsbmuxListener announcements = current;
        try {
            if (announcements != null) {
                announcements.close();
            }
            if (thread != null) {
                thread.join(JOIN_MS);
            }
        } catch (IOException e) {
            LOG.debug("closing the usbmuxd connection failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
