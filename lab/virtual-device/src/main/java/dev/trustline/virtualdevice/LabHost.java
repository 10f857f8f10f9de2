package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.usbmux.RecordStore;
import dev.trustline.virtualdevice.usbmux.UsbmuxDaemon;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/** A lab computer: its name and its usbmuxd. Thread-safe. */
public final class LabHost {
    private final String name;
    private final UsbmuxDaemon daemon;

    LabHost(String name, UsbmuxDaemon daemon) {
        this.name = name;
        this.daemon = daemon;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where its usbmuxd listens on TCP. */
    public Optional<InetSocketAddress> muxAddress() {
        return daemon.tcpAddress();
    }

    /** Where its usbmuxd listens on a unix socket. */
    public Optional<Path> muxSocket() {
        return daemon.unixSocket();
    }

    /** Its usbmuxd's pair records. */
    public RecordStore records() {
        return daemon.records();
    }

    UsbmuxDaemon daemon() {
        return daemon;
    }
}
