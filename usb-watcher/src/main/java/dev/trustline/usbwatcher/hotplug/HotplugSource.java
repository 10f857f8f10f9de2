package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.host.HostReported.HostProblem;
import java.util.List;

/**
 * Port: where news about devices comes from. A source first gives its complete list ({@link HotplugEvent.Listed}), then
 * events. One that loses its peer keeps trying by itself and lists again when it is back, so that nothing is lost.
 */
public interface HotplugSource extends AutoCloseable {
    /** {@code libusb} or {@code usbmux}. */
    String name();

    /** Makes ready without telling anything; false if the source cannot work on this machine, {@link #problems()} says why. */
    boolean open();

    /** Starts its threads and returns; only after {@link #open()} said true. */
    void start(HotplugListener listener);

    /** True while it hears, or believes that it hears, what happens. */
    boolean isOpen();

    /** What a person should mend, empty when all is well. */
    List<HostProblem> problems();

    /** Stops its threads; no event comes after it returns. Safe to call twice. */
    @Override
    void close();
}
