package dev.trustline.pairing;

import dev.trustline.events.Udid;
import dev.trustline.events.result.PairingResult;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.wire.WireWatch;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.BackupAnnouncements;
import dev.trustline.pairing.handshake.Calm;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.handshake.VaultEntry;
import dev.trustline.pairing.lockdown.LockdownPromptSource;
import dev.trustline.pairing.prompt.PromptWatches;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What listens to trusted phones, as it is configured: one thread waits for all, a few more open connections and read. They have
 * nothing to do with handshakes, and open nothing while a phone is served. Thread-safe.
 */
final class PromptWiring {
    private static final Logger LOG = Logger.getLogger(PromptWiring.class);
    private static final int THREADS = 4;
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(3);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private final PromptWatches.Settings settings;
    private final Duration requestTimeout;
    private final WireWatch wires = new WireWatch();
    private final Turns turns = new Turns();
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> ServiceThreads.daemon(task, "prompts"));
    private final Calm calm;
    private volatile PromptWatches watches;

    /**
     * Listens to nobody yet.
     *
     * @throws IOException if the operating system gives nothing to wait with
     */
    PromptWiring(PairingConfig config, String host, Calm calm) throws IOException {
        this.settings = new PromptWatches.Settings(host, config.promptWatches(), config.backupWindow(), FIRST_RETRY, LONGEST_RETRY);
        this.requestTimeout = config.requestTimeout();
        this.calm = calm;
        turns.turn();
        threads.setKeepAliveTime(1, TimeUnit.MINUTES);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    /**
     * Begins.
     *
     * @param cables the phone as usbmuxd lists it now
     * @param vault  has the record that opens sessions with it
     * @param doubts hears of a phone that is to be verified
     */
    void start(UsbmuxClient usbmuxd, Function<Udid, Answer<Attachment>> cables, Vault vault, ResultSink results, Consumer<Udid> doubts) {
        watches = new PromptWatches(new PromptWatches.Parts(new LockdownPromptSource(usbmuxd, wires, threads, requestTimeout), cables,
                udid -> vault.load(udid).good().filter(good -> !good.revoked()).map(VaultEntry.GoodRecord::record),
                results, doubts, this::later, System::nanoTime, settings));
        if (settings.most() > 0) {
            ServiceThreads.start(this::turn, "prompt-watch");
        }
    }

    /** Everything that is said goes on to the sink, and is heard here. */
    ResultSink through(ResultSink sink) {
        return (result, origin, answering, written) -> {
            heard(result);
            sink.report(result, origin, answering, written);
        };
    }

    private void heard(PairingResult result) {
        PromptWatches now = watches;
        if (now != null) {
            now.heard(result);
        }
    }

    BackupAnnouncements announcements() {
        return (udid, time) -> watches != null && watches.announce(udid, time);
    }

    /** The device is not on the cable any more. */
    void unlisted(Udid udid) {
        PromptWatches now = watches;
        if (now != null) {
            now.gone(udid);
        }
    }

    void gauges(PairingMetrics metrics) {
        metrics.promptWatches(watches::listening, watches::opening, watches::unwatched);
    }

    private void later(Duration delay, Runnable task) {
        if (!threads.isShutdown()) {
            threads.schedule(() -> calmly(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void calmly(Runnable task) {
        try {
            calm.await(LONGEST_DELAY);
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "listening to a phone failed; it is listened to again after its next proof error=%s", e.getMessage());
        }
    }

    private void turn() {
        try {
            while (wires.turn(TURN)) {
                turns.turn();
            }
        } catch (IOException e) {
            LOG.errorf(e, "phones are not listened to any more until this service is started again error=%s", e.getMessage());
        }
    }

    /** How long ago the wait for phones last turned over; none if nobody is listened to. */
    Duration sinceLastTurn() {
        return settings.most() > 0 ? turns.sinceLast() : Duration.ZERO;
    }

    /** Hangs up. What phones ask is out of sight from now on, and said so. */
    void stop() {
        if (watches != null) {
            watches.close();
        }
        threads.shutdownNow();
        try {
            wires.close();
        } catch (IOException e) {
            LOG.debugf("closing the watch over phones error=%s", e.getMessage());
        }
    }
}
