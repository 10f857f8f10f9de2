package dev.trustline.virtualdevice.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names under which this server may be addressed: a request for any other name came by DNS rebinding. */
final class Authorities {
    private final Set<String> names = new HashSet<>();

    Authorities(InetSocketAddress bound) throws SocketException {
        int port = bound.getPort();
        InetAddress address = bound.getAddress();
        if (address.isAnyLocalAddress()) {
            for (NetworkInterface card : java.util.Collections.list(NetworkInterface.getNetworkInterfaces())) {
                card.getInetAddresses().asIterator().forEachRemaining(one -> names.add(authority(one, port)));
            }
        }
        names.add(authority(address, port));
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            names.addAll(Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port));
        }
    }

    boolean contains(String authority) {
        return names.contains(authority.toLowerCase(Locale.ROOT));
    }

    private static String authority(InetAddress address, int port) {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        String plain = scope < 0 ? host : host.substring(0, scope);
        return (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + port;
    }
}
