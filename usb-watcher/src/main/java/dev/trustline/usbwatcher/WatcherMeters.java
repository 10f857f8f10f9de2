package dev.trustline.usbwatcher;

import dev.trustline.usbwatcher.hotplug.DeviceChange;
import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import dev.trustline.usbwatcher.messaging.PublishObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What is measured, as meters of {@link UsbWatcherMetrics}. Thread-safe. */
@Singleton
public class WatcherMeters implements HotplugObserver, PublishObserver {
    private final MeterRegistry registry;
    private final AtomicInteger deaf = new AtomicInteger();

    /** Meters in this registry. */
    public WatcherMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(UsbWatcherMetrics.HOTPLUG_DEAF, deaf, AtomicInteger::get).register(registry);
        registry.counter(UsbWatcherMetrics.COALESCED);
        registry.counter(UsbWatcherMetrics.FLAPS);
        registry.counter(UsbWatcherMetrics.DROPPED);
    }

    /** Shows how many devices are attached. */
    public void showDevices(IntSupplier count) {
        Gauge.builder(UsbWatcherMetrics.DEVICES, count, IntSupplier::getAsInt).strongReference(true).register(registry);
    }

    /** Shows whether a source is open. */
    public void showSource(String name, BooleanSupplier open) {
        Gauge.builder(UsbWatcherMetrics.SOURCE_OPEN, open, o -> o.getAsBoolean() ? 1 : 0)
                .tag(UsbWatcherMetrics.SOURCE, name).strongReference(true).register(registry);
    }

    @Override
    public void scanned(Duration took) {
        timer(UsbWatcherMetrics.SCAN_DURATION).register(registry).record(took);
    }

    @Override
    public void hotplugDeaf(boolean isDeaf) {
        deaf.set(isDeaf ? 1 : 0);
    }

    @Override
    public void eventDropped() {
        registry.counter(UsbWatcherMetrics.DROPPED).increment();
    }

    @Override
    public void flapDamped() {
        registry.counter(UsbWatcherMetrics.FLAPS).increment();
    }

    @Override
    public void published(DeviceChange change, Duration took) {
        registry.counter(UsbWatcherMetrics.EVENTS, UsbWatcherMetrics.TYPE, change.isAttached() ? "attached" : "detached",
                UsbWatcherMetrics.SOURCE, change.origin().wireText()).increment();
        publishTimer("acknowledged").record(took);
        if (change.isAttached()) {
            DeviceChange.Notice notice = change.notice();
            Duration before = Duration.ofMillis(notice.afterMs() == null ? 0 : notice.afterMs());
            timer(UsbWatcherMetrics.ATTACH_TO_EVENT).register(registry).record(before.plusNanos(System.nanoTime() - notice.atNanos()));
        }
    }

    @Override
    public void publishFailed(Duration took) {
        publishTimer("failed").record(took);
    }

    @Override
    public void coalesced() {
        registry.counter(UsbWatcherMetrics.COALESCED).increment();
    }

    @Override
    public void reported(boolean acknowledged) {
        registry.counter(UsbWatcherMetrics.REPORTS, UsbWatcherMetrics.OUTCOME, acknowledged ? "acknowledged" : "failed").increment();
    }

    private Timer publishTimer(String outcome) {
        return timer(UsbWatcherMetrics.PUBLISH_DURATION).tag(UsbWatcherMetrics.OUTCOME, outcome).register(registry);
    }

    private static Timer.Builder timer(String name) {
        return Timer.builder(name).publishPercentileHistogram();
    }
}
