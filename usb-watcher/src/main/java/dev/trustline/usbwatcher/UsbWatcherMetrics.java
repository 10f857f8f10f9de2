package dev.trustline.usbwatcher;

/** Every meter name and tag of usb-watcher. */
public final class UsbWatcherMetrics {
    /** Counter: changes sent and acknowledged, by {@link #TYPE} and {@link #SOURCE}. */
    public static final String EVENTS = "trust.usb.events";
    /** Gauge: devices attached. */
    public static final String DEVICES = "trust.usb.devices";
    /** Timer: from handing a record to Kafka to its answer, by {@link #OUTCOME}. */
    public static final String PUBLISH_DURATION = "trust.usb.publish.duration";
    /** Timer: from the cable, or where nobody measured that from the notice, to the acknowledged event. */
    public static final String ATTACH_TO_EVENT = "trust.usb.attach.to.event";
    /** Counter: changes replaced by a newer one of the same device before they were sent. */
    public static final String COALESCED = "trust.usb.coalesced";
    /** Counter: changes of flapping cables that were held back. */
    public static final String FLAPS = "trust.usb.flaps";
    /** Counter: hot-plug events that found the queue full; the scan makes good for them. */
    public static final String DROPPED = "trust.usb.dropped";
    /** Timer: one reconciling scan. */
    public static final String SCAN_DURATION = "trust.usb.scan.duration";
    /** Gauge: 1 while libusb's events are known to be deaf. */
    public static final String HOTPLUG_DEAF = "trust.usb.hotplug.deaf";
    /** Gauge: 1 while a source is open, by {@link #SOURCE}. */
    public static final String SOURCE_OPEN = "trust.usb.source.open";
    /** Counter: host reports, by {@link #OUTCOME}. */
    public static final String REPORTS = "trust.usb.reports";

    /** Tag: {@code attached}, {@code detached}. */
    public static final String TYPE = "type";
    /** Tag: {@code libusb}, {@code usbmux}, {@code scan}. */
    public static final String SOURCE = "source";
    /** Tag: {@code acknowledged}, {@code failed}. */
    public static final String OUTCOME = "outcome";

    private UsbWatcherMetrics() {
    }
}
