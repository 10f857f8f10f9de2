package dev.trustline.allinone.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Knocks at a usbmuxd's address as any client would. */
@FunctionalInterface
interface DaemonDoor {
    /** Why nobody opens at {@code unix:/path} or {@code host:port}; empty if somebody does. */
    Optional<String> closedBecause(String address);

    /** The door of this machine. A computer on the network that does not answer at all is waited for as long as the system does. */
    static DaemonDoor real() {
        return address -> {
            try (SocketChannel channel = SocketChannel.open(parse(address))) {
                return channel.isConnected() ? Optional.empty() : Optional.of("no connection");
            } catch (IOException | RuntimeException e) {
                return Optional.of(Optional.ofNullable(e.getMessage()).orElse("the name is not known"));
            }
        };
    }

    private static SocketAddress parse(String address) {
        if (address.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(address.substring("unix:".length()));
        }
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }
}
