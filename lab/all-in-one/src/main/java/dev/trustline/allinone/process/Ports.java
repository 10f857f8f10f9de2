package dev.trustline.allinone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1. */
public final class Ports {
    private Ports() {
    }

    /** Whether a program could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
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
        if (!isFree(port)) {
            throw new StartFailure("Port " + port + " (" + what + ") is taken by another program: stop it, or choose another port with "
                    + option + ".");
        }
    }
}
