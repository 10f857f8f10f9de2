package dev.trustline.usbwatcher.libusb;

import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Between libusb's callback, which may only enqueue, and the thread that reads serials. Bounded; what finds it full is counted
 * and left to the next scan. Thread-safe.
 */
final class HotplugQueue {
    private static final int CAPACITY = 4096;

    private final BlockingQueue<RawEvent> events = new ArrayBlockingQueue<>(CAPACITY);
    private final HotplugObserver observer;

    HotplugQueue(HotplugObserver observer) {
        this.observer = observer;
    }

    void offer(boolean arrived, UsbDevice device) {
        if (!events.offer(new RawEvent(arrived, device, System.nanoTime()))) {
            observer.eventDropped();
        }
    }

    Optional<RawEvent> poll(Duration wait) throws InterruptedException {
        return Optional.ofNullable(events.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS));
    }

    /** One call of the callback. */
    record RawEvent(boolean arrived, UsbDevice device, long atNanos) {}
}
