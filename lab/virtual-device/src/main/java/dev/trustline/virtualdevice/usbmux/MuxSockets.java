package dev.trustline.virtualdevice.usbmux;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Opens the daemon's two listening sockets, with one clear sentence for each way in which that fails. */
final class MuxSockets {
    private static final int BACKLOG = 4096;
    private static final int LONGEST_SOCKET_PATH = 107;

    private MuxSockets() {}

    static ServerSocketChannel tcp(InetSocketAddress address) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
            return server;
        } catch (BindException e) {
            server.close();
            throw new IOException(
                    "port " + address.getPort() + " on " + address.getHostString()
                            + " is taken; choose another usbmuxd port",
                    e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static ServerSocketChannel unix(Path path) throws IOException {
        if (path.toString().length() > LONGEST_SOCKET_PATH) {
            throw new IOException("a socket's path has at most " + LONGEST_SOCKET_PATH + " characters: " + path);
        }
        removeStale(path);
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            // the real daemon's socket is open to all; whoever opens it has every pair record
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            throw new IOException(path + " exists and is no socket; choose another path");
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new InUse(path);
        } catch (InUse e) {
            throw e;
        } catch (IOException e) {
            // nobody answers: left over from a process that was killed
            Files.delete(path);
        }
    }

    private static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(Path path) {
            super("another process answers on " + path + "; stop it or choose another path");
        }
    }
}
