package dev.trustline.lockdown.notification;

import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.tls.LockdownTls;
import dev.trustline.lockdown.tls.TlsVersions;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.NextMessage;
import dev.trustline.lockdown.wire.PlistFrames;
import dev.trustline.lockdown.wire.WireWatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection to a notification proxy (libimobiledevice {@code src/notification_proxy.c}). One thread may wait in
 * {@link #next} while another observes more names; {@link #close()} may come from any thread.
 */
public final class NotificationProxyClient implements Closeable {
    private static final String COMMAND = "Command";
    private static final String NAME = "Name";

    private final ByteWire wire;
    private final InputStream in;
    private final OutputStream out;
    private final Duration timeout;

    private NotificationProxyClient(ByteWire wire, InputStream in, OutputStream out, Duration timeout) {
        this.wire = wire;
        this.in = in;
        this.out = out;
        this.timeout = timeout;
    }

    /**
     * Connects to the insecure proxy, which needs no trust.
     *
     * @param usbmux the daemon
     * @param deviceId its number of the phone's attachment
     * @param port from {@code startService} of {@link Notifications#INSECURE_PROXY}
     * @param timeout for connecting and for each message sent
     * @return a client, which the caller closes
     * @throws IOException see {@link UsbmuxClient#connect}
     */
    public static NotificationProxyClient insecure(
            UsbmuxClient usbmux, int deviceId, ServicePort port, Duration timeout) throws IOException {
        ByteWire wire = usbmux.connect(deviceId, port.port());
        return new NotificationProxyClient(wire, wire.in(), wire.out(), timeout);
    }

    /**
     * Connects to the proxy of a session, inside TLS.
     *
     * @param usbmux the daemon
     * @param deviceId its number of the phone's attachment
     * @param port from {@code startService} of {@link Notifications#SECURE_PROXY} within a session
     * @param trust the record of that session, and the TLS versions of the phone
     * @param timeout for connecting, for the handshake, and for each message sent
     * @return a client, which the caller closes
     * @throws SessionNotProven if the phone would not use TLS on it
     * @throws IOException see {@link UsbmuxClient#connect} and {@link LockdownTls#connect}
     */
    public static NotificationProxyClient secure(
            UsbmuxClient usbmux, int deviceId, ServicePort port, Trust trust, Duration timeout) throws IOException {
        if (!port.tls()) {
            throw new SessionNotProven("the device did not enable TLS for " + port.service());
        }
        ByteWire wire = usbmux.connect(deviceId, port.port());
        try {
            LockdownTls tls = LockdownTls.connect(wire.within(timeout), trust.record(), trust.versions());
            return new NotificationProxyClient(wire, tls.in(), tls.out(), timeout);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Asks to be told of these names. There is no answer; the insecure proxy silently ignores names that it does not relay.
     *
     * @param names for example {@link Notifications#REQUEST_PAIR}
     * @throws IOException if they cannot be sent
     */
    public void observe(String... names) throws IOException {
        for (String name : names) {
            send(PlistDict.of(COMMAND, "ObserveNotification", NAME, name));
        }
    }

    /**
     * Waits for a notification.
     *
     * @param wait how long; zero only looks whether one is there
     * @return its name, or empty if none came
     * @throws ConnectionEnded if the proxy announced its death or the connection ended: start the service again
     * @throws IOException what else went wrong; close this client
     */
    public Optional<String> next(Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        Optional<InputStream> message = NextMessage.await(wire, in, wait);
        while (message.isPresent()) {
            PlistDict dict = PlistFrames.read(message.get());
            if (isDeath(dict)) {
                throw new ConnectionEnded("waiting for a notification: the proxy announced its death", true);
            }
            if (dict.string(COMMAND).filter("RelayNotification"::equals).isPresent() && dict.string(NAME).isPresent()) {
                return dict.string(NAME);
            }
            long left = end - System.nanoTime();
            message = left > 0 ? NextMessage.await(wire, in, Duration.ofNanos(left)) : Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * Lets a {@link #next} that waits return empty now, or the next one at once; for the insecure proxy. Any thread; nothing
     * that the proxy says is lost.
     */
    public void wake() {
        wire.wake();
    }

    /**
     * Lets one thread watch many proxies: it is told when something has come here, and whoever is told reads with
     * {@link #next} of no time until that is empty, then arms again.
     *
     * @param watch turned by that thread
     * @param something see {@link WireWatch#add}
     * @return its place in the watch, not armed yet; to be closed after this client
     * @throws IOException if one of the two is closed
     */
    public WireWatch.Watched watchedBy(WireWatch watch, Runnable something) throws IOException {
        return watch.add(wire, something);
    }

    /**
     * Ends the proxy politely and closes: waits, within the timeout, until it says that it is dead.
     *
     * @throws IOException if it cannot be told, or does not say so in time
     */
    public void shutdown() throws IOException {
        try {
            send(PlistDict.of(COMMAND, "Shutdown"));
            PlistDict last = PlistFrames.read(in);
            while (!isDeath(last)) {
                last = PlistFrames.read(in);
            }
        } catch (ConnectionEnded e) {
            // dead without saying so
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void send(PlistDict message) throws IOException {
        wire.within(timeout);
        PlistFrames.write(out, message);
    }

    private static boolean isDeath(PlistDict message) {
        return message.string(COMMAND).filter("ProxyDeath"::equals).isPresent();
    }

    /**
     * What a connection inside TLS needs.
     *
     * @param record of the phone
     * @param versions by its iOS version
     */
    public record Trust(PairRecord record, TlsVersions versions) { }
}
