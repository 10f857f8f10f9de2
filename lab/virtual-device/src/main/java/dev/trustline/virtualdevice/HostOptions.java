package dev.trustline.virtualdevice;

import dev.trustline.virtualdevice.usb.UsbipBus;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One lab host: its name, where its usbmuxd listens and where that keeps its records. Port 0 takes a free one; at least
 * one of port and socket is needed. Without a record folder, records go to the lab's data folder or end with the lab.
 * Without a SystemBUID its usbmuxd makes one, or has one from an earlier run. A host with a USB/IP port has none of that: a kernel
 * imports its bus, and what usbmuxd runs there the lab does not know.
 */
public record HostOptions(
        String name,
        OptionalInt muxPort,
        Optional<Path> muxSocket,
        Optional<Path> records,
        Optional<String> systemBuid,
        OptionalInt usbipPort) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    private static final Pattern TEXT = Pattern.compile("([^=]+)(?:=(\\d{1,5})?(?:,([^,]+))?(?:,([^,]+))?)?");
    private static final Pattern USB = Pattern.compile("([^=]+)=usb(?::(\\d{1,5}))?");

    /** Refuses a name that is no host name, a port above 65535, and a host that cannot be reached. */
    public HostOptions {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a lab host's name has a-z, 0-9, dots and dashes: '" + name + "'");
        }
        mustBePort(muxPort);
        mustBePort(usbipPort);
        if (muxPort.isEmpty() && muxSocket.isEmpty() && usbipPort.isEmpty()) {
            throw new IllegalArgumentException("host " + name + " needs a usbmuxd port, a socket, or both");
        }
    }

    private static void mustBePort(OptionalInt port) {
        if (port.isPresent() && port.getAsInt() > 0xFFFF) {
            throw new IllegalArgumentException("no port: " + port.getAsInt());
        }
    }

    /** A host with a USB bus that is exported by USB/IP on this port, 0 for a free one. */
    public static HostOptions withUsb(String name, int usbipPort) {
        return new HostOptions(name, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.of(usbipPort));
    }

    /** A host whose usbmuxd makes its own SystemBUID. */
    public HostOptions(String name, OptionalInt muxPort, Optional<Path> muxSocket, Optional<Path> records) {
        this(name, muxPort, muxSocket, records, Optional.empty(), OptionalInt.empty());
    }

    /** A host on a free TCP port. */
    public static HostOptions onFreePort(String name) {
        return new HostOptions(name, OptionalInt.of(0), Optional.empty(), Optional.empty());
    }

    /** The same host with a unix socket too. */
    public HostOptions withSocket(Path socket) {
        return new HostOptions(name, muxPort, Optional.of(socket), records, systemBuid, usbipPort);
    }

    /** The same host with a record folder of its own, as {@code /var/lib/lockdown} is. */
    public HostOptions withRecords(Path folder) {
        return new HostOptions(name, muxPort, muxSocket, Optional.of(folder), systemBuid, usbipPort);
    }

    /** The same host with this SystemBUID, such as another host has. */
    public HostOptions withSystemBuid(String buid) {
        return new HostOptions(name, muxPort, muxSocket, records, Optional.of(buid), usbipPort);
    }

    /**
     * Reads {@code NAME[=PORT[,SOCKET[,RECORDS]]]}, where what is left out comes from {@code defaults}, or {@code NAME=usb[:PORT]}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static HostOptions parse(String text, HostOptions defaults) {
        Matcher usb = USB.matcher(text.strip());
        if (usb.matches()) {
            return withUsb(usb.group(1), usb.group(2) == null ? UsbipBus.PORT : Integer.parseInt(usb.group(2)));
        }
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write NAME[=PORT[,SOCKET[,RECORDS]]] or NAME=usb[:PORT], not '" + text + "'");
        }
        boolean own = matcher.group(2) != null || matcher.group(3) != null;
        if (!own) {
            return new HostOptions(matcher.group(1), defaults.muxPort(), defaults.muxSocket(), defaults.records());
        }
        return new HostOptions(
                matcher.group(1),
                matcher.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(matcher.group(2))),
                Optional.ofNullable(matcher.group(3)).map(Path::of),
                Optional.ofNullable(matcher.group(4)).map(Path::of));
    }
}
