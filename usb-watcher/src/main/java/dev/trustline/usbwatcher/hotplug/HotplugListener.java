package dev.trustline.usbwatcher.hotplug;

/** Takes what a source says. Called from the source's threads, one event at a time per source; returns at once. */
@FunctionalInterface
public interface HotplugListener {
    /** Takes one event. */
    void on(HotplugEvent event);
}
