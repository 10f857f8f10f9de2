package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.usb.UsbipBus;
import dev.trustline.virtualdevice.usbmux.Bus;
import dev.trustline.virtualdevice.usbmux.RecordStore;
import dev.trustline.virtualdevice.usbmux.UsbmuxDaemon;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A lab computer: its name, and its usbmuxd, or a USB bus that a kernel imports by USB/IP and whose usbmuxd is a real one.
 * Thread-safe.
 */
public final class LabHost {
    private final String name;
    private final Optional<UsbmuxDaemon> daemon;
    private final Optional<UsbipBus> usb;

    LabHost(String name, UsbmuxDaemon daemon) {
        this.name = name;
        this.daemon = Optional.of(daemon);
        this.usb = Optional.empty();
    }

    LabHost(String name, UsbipBus usb) {
        this.name = name;
        this.daemon = Optional.empty();
        this.usb = Optional.of(usb);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where its usbmuxd listens on TCP. */
    public Optional<InetSocketAddress> muxAddress() {
        return daemon.flatMap(UsbmuxDaemon::tcpAddress);
    }

    /** Where its usbmuxd listens on a unix socket. */
    public Optional<Path> muxSocket() {
        return daemon.flatMap(UsbmuxDaemon::unixSocket);
    }

    /** Where its USB bus can be imported, if it has one. */
    public Optional<InetSocketAddress> usbipAddress() {
        return usb.map(UsbipBus::address);
    }

    /** Whether its usbmuxd, and so what that keeps, is the lab's. */
    public boolean hasUsbmuxd() {
        return daemon.isPresent();
    }

    /**
     * Its usbmuxd's pair records.
     *
     * @throws IllegalStateException if its usbmuxd is none of the lab's
     */
    public RecordStore records() {
        return daemon.orElseThrow(() -> new IllegalStateException("the usbmuxd of " + name + " is none of the lab's: its records are where it runs")).records();
    }

    /** Its usbmuxd loses every pair record; the phones go on trusting. */
    public void loseRecords() throws IOException {
        records().clear();
    }

    /** Its usbmuxd gets another SystemBUID, as after a lost file and a restart. */
    public void changeBuid(String systemBuid) throws IOException {
        records().replaceBuid(systemBuid);
    }

    Bus bus() {
        return daemon.<Bus>map(d -> d).orElseGet(usb::orElseThrow);
    }

    void close() throws IOException {
        if (daemon.isPresent()) {
            daemon.get().close();
        }
        if (usb.isPresent()) {
            usb.get().close();
        }
    }
}
