package dev.trustline.virtualdevice.phone;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * From plug to unplug, or as long as a host reaches the phone by network: every connection that runs over the cable, and the service ports that were handed out. When it
 * ends, all of them are gone. Thread-safe.
 */
public final class CableSession {
    private static final Logger LOG = Logger.getLogger(CableSession.class);
    private static final int FIRST_PORT = 49_152;
    private static final int PORTS = 16_384;

    private final String host;
    private final boolean network;
    private final Set<Closeable> connections = new HashSet<>();
    private final Map<Integer, ServiceTicket> ports = new HashMap<>();
    private int nextPort;
    private boolean ended;
    private boolean validated;

    /** A session at the lab host of that name. */
    public CableSession(String host) {
        this(host, false);
    }

    private CableSession(String host, boolean network) {
        this.host = host;
        this.network = network;
    }

    /** The time in which that lab host reaches the phone over Wi-Fi, whatever happens to the cable. */
    public static CableSession overNetwork(String host) {
        return new CableSession(host, true);
    }

    /** Whether it is no cable. */
    public boolean isNetwork() {
        return network;
    }

    /** The lab host at the other end of the cable. */
    public String host() {
        return host;
    }

    /** Takes a connection under this session; {@code false} when the cable is out already. */
    public synchronized boolean adopt(Closeable connection) {
        return !ended && connections.add(connection);
    }

    /** Forgets a connection that ended by itself. */
    public synchronized void release(Closeable connection) {
        connections.remove(connection);
    }

    /** Hands out a port for one connection to a service. */
    public synchronized int issuePort(ServiceTicket ticket) {
        int port = FIRST_PORT + nextPort++ % PORTS;
        ports.put(port, ticket);
        return port;
    }

    /** Redeems a port; the second time, and after the end, there is nothing behind it. */
    public synchronized Optional<ServiceTicket> redeem(int port) {
        return ended ? Optional.empty() : Optional.ofNullable(ports.remove(port));
    }

    /** A host that the phone trusts has confirmed its record. */
    public synchronized void validated() {
        validated = true;
    }

    synchronized boolean isValidated() {
        return validated;
    }

    /** Closes every connection and keeps the session itself. */
    public void dropConnections() {
        Set<Closeable> open;
        synchronized (this) {
            open = Set.copyOf(connections);
            connections.clear();
        }
        open.forEach(CableSession::close);
    }

    /** Ends the session: connections die, ports are void. Idempotent. */
    public void end() {
        synchronized (this) {
            ended = true;
            ports.clear();
        }
        dropConnections();
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debugf("closing a connection failed error=%s", e.toString());
        }
    }
}
