package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.result.PairingResult;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.wire.WireWatch;
import dev.trustline.pairing.lockdown.LockdownPromptSource;
import dev.trustline.pairing.prompt.PromptWatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** What listens to trusted phones, with short pauses. */
final class ListeningSide implements AutoCloseable {
    private final WireWatch wires = new WireWatch();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private PromptWatches watches;

    ListeningSide() throws IOException {
    }

    void start(UsbmuxClient usbmuxd, Function<Udid, Answer<Attachment>> cables, Vault vault, ResultSink results, Consumer<Udid> doubts) {
        watches = new PromptWatches(new PromptWatches.Parts(new LockdownPromptSource(usbmuxd, wires, threads, Duration.ofSeconds(5)), cables,
                udid -> vault.load(udid).good().map(VaultEntry.GoodRecord::record), results, doubts,
                (delay, task) -> threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS), System::nanoTime,
                new PromptWatches.Settings(HandshakeLab.HOST, 10, Duration.ofMinutes(10), Duration.ofMillis(20), Duration.ofMillis(200))));
        threads.execute(this::turn);
    }

    private void turn() {
        try {
            while (wires.turn(Duration.ofSeconds(5))) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void heard(PairingResult result) {
        watches.heard(result);
    }

    void gone(Udid udid) {
        if (watches != null) {
            watches.gone(udid);
        }
    }

    boolean announce(Udid udid, Duration time) {
        return watches.announce(udid, time);
    }

    int listening() {
        return watches.listening();
    }

    @Override
    public void close() throws IOException {
        watches.close();
        threads.shutdown();
        wires.close();
    }
}
