package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.error.UnusableAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where usbmuxd listens. Understands the union of what libusbmuxd, pymobiledevice3, go-ios and idevice each understand a
 * part of.
 */
public sealed interface UsbmuxAddress {
    /** The variable that all clients read. */
    String ENVIRONMENT_VARIABLE = "USBMUXD_SOCKET_ADDRESS";
    /** Where usbmuxd listens on Linux. */
    UsbmuxAddress DEFAULT = new Unix(Path.of("/var/run/usbmuxd"));

    /**
     * {@return the address that this text means}
     *
     * @param text {@code UNIX:/path}, {@code unix:/path}, {@code unix:///path}, {@code /path}, {@code host:port},
     *     {@code [v6]:port} or {@code tcp://host:port}
     * @throws UnusableAddress for anything else
     */
    static UsbmuxAddress parse(String text) throws UnusableAddress {
        String trimmed = text.strip();
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith("unix:")) {
            return Unix.parse(trimmed.substring("unix:".length()), text);
        }
        if (trimmed.startsWith("/")) {
            return Unix.parse(trimmed, text);
        }
        return Tcp.parse(lower.startsWith("tcp://") ? trimmed.substring("tcp://".length()) : trimmed, text);
    }

    /**
     * {@return the address in {@value #ENVIRONMENT_VARIABLE}, or {@link #DEFAULT} if that is unset or blank}
     *
     * @param environment usually {@code System.getenv()}
     * @throws UnusableAddress if the variable holds no address
     */
    static UsbmuxAddress fromEnvironment(Map<String, String> environment) throws UnusableAddress {
        String text = environment.getOrDefault(ENVIRONMENT_VARIABLE, "");
        return text.isBlank() ? DEFAULT : parse(text);
    }

    /** {@return the address to connect to; a host name is resolved by this call} */
    SocketAddress socketAddress();

    /**
     * A unix-domain socket.
     *
     * @param path absolute
     */
    record Unix(Path path) implements UsbmuxAddress {
        static Unix parse(String path, String text) throws UnusableAddress {
            String single = path.replaceFirst("^/{2,}", "/");
            try {
                if (single.startsWith("/") && single.length() > 1) {
                    return new Unix(Path.of(single));
                }
            } catch (InvalidPathException e) {
                throw new UnusableAddress(text);
            }
            throw new UnusableAddress(text);
        }

        @Override
        public SocketAddress socketAddress() {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A TCP listener.
     *
     * @param host name or address; an IPv6 address without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements UsbmuxAddress {
        private static final Pattern GRAMMAR =
                Pattern.compile("(?:\\[(?<v6>[0-9a-fA-F:.]+(?:%\\w+)?)]|(?<host>[\\w.-]+)):(?<port>\\d{1,5})/?");

        static Tcp parse(String hostAndPort, String text) throws UnusableAddress {
            Matcher matcher = GRAMMAR.matcher(hostAndPort);
            int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : 0;
            if (port < 1 || port > 0xFFFF) {
                throw new UnusableAddress(text);
            }
            return new Tcp(matcher.group("v6") != null ? matcher.group("v6") : matcher.group("host"), port);
        }

        @Override
        public SocketAddress socketAddress() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
        }
    }
}
