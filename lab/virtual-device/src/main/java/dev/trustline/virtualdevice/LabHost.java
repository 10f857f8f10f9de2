package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.usbmux.RecordStore;
import dev.trustline.virtualdevice.usbmux.UsbmuxDaemon;
import java.io.IOException;
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

    /** Its usbmuxd loses every pair record; the phones go on trusting. */
    public void loseRecords() throws IOException {
        records().clear();
    }

    /** Its usbmuxd gets another SystemBUID, as after a lost file and a restart. */
    public void changeBuid(String systemBuid) throws IOException {
        records().replaceBuid(systemBuid);
    }

    UsbmuxDaemon daemon() {
        return daemon;
    }
}
