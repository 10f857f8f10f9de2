package dev.trustline.lockdown.error;

/** The phone is attached but does not answer on this port; a service port is single-use, and a phone that just woke may need a moment. */
public final class ConnectionRefusedByDevice extends TransportFailure {

    /** @param port the device port in host byte order */
    public ConnectionRefusedByDevice(int port) {
        super("the device refused a connection to its port " + port + ": try again, or start the service anew", null);
    }
}
