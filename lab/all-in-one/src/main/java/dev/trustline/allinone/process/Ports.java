package dev.trustline.allinone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** TCP ports of 127.0.0.1. */
public final class Ports {
    private Ports() {
    }

    /** Whether a program could listen there now. */
    public static boolean isFree(int port) {
        return whyNot(port).isEmpty();
    }

    private static Optional<String> whyNot(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).contains("ermission")
                    ? "may only be used by root: choose one above 1023 with "
                    : "is taken by another program: stop it, or choose another port with ");
        }
    }

    /** A port that nobody listens on now. */
    public static int free() throws StartFailure {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("No free port on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Refuses to go on with a port that is taken.
     *
     * @param what   what it is for, as in "the registry's REST API"
     * @param option the option that chooses another one
     */
    public static void mustBeFree(int port, String what, String option) throws StartFailure {
        Optional<String> why = whyNot(port);
        if (why.isPresent()) {
            throw new StartFailure("Port " + port + " (" + what + ") " + why.get() + option + ".");
        }
    }
}
