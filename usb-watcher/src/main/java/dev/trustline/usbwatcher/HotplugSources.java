package dev.trustline.usbwatcher;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.lockdown.error.UnusableAddress;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.usbwatcher.UsbWatcherConfig.SourceKind;
import dev.trustline.usbwatcher.hotplug.HotplugListener;
import dev.trustline.usbwatcher.hotplug.HotplugObserver;
import dev.trustline.usbwatcher.hotplug.HotplugSource;
import dev.trustline.usbwatcher.hotplug.LoopBeats;
import dev.trustline.usbwatcher.libusb.LibusbSource;
import dev.trustline.usbwatcher.usbmux.UsbmuxSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The configured sources as one. With both, usbmuxd is asked for network devices only, unless libusb does not work on this
 * machine. For one starting thread; the rest is thread-safe.
 */
final class HotplugSources {
    private final UsbWatcherConfig config;
    private final HotplugObserver observer;
    private final LoopBeats beats;
    private volatile List<HotplugSource> all = List.of();
    private HotplugSource libusb;
    private boolean libusbWorks;

    HotplugSources(UsbWatcherConfig config, HotplugObserver observer, LoopBeats beats) {
        this.config = config;
        this.observer = observer;
        this.beats = beats;
    }

    /**
     * Makes them and says which source's list is the initial one. Starts nothing that tells events.
     *
     * @throws UnusableAddress if usbmuxd's address is none
     */
    String prepare() throws UnusableAddress {
        List<HotplugSource> made = new ArrayList<>();
        if (config.source().contains(SourceKind.LIBUSB)) {
            libusb = new LibusbSource(config.scanInterval(), observer, beats);
            made.add(libusb);
            libusbWorks = libusb.open();
        }
        if (config.source().contains(SourceKind.USBMUX)) {
            UsbmuxClient client = new UsbmuxClient(UsbmuxSource.address(config.usbmuxd().orElse(null)), UsbmuxClient.USUAL_TIMEOUT);
            made.add(new UsbmuxSource(client, libusbWorks, beats));
        }
        all = List.copyOf(made);
        return libusbWorks || made.size() == 1 ? made.get(0).name() : UsbmuxSource.NAME;
    }

    void start(HotplugListener listener) {
        all.stream().filter(source -> source != libusb || libusbWorks).forEach(source -> source.start(listener));
    }

    List<HotplugSource> all() {
        return all;
    }

    boolean areOpen() {
        return !all.isEmpty() && all.stream().anyMatch(HotplugSource::isOpen);
    }

    List<HostProblem> problems() {
        return all.stream().flatMap(source -> source.problems().stream()).toList();
    }

    void close() {
        all.forEach(HotplugSource::close);
    }
}
