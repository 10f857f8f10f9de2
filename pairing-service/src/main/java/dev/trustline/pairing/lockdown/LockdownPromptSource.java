package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.ProvenSession;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.tls.TlsVersions;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.wire.WireWatch;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.prompt.PromptSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Listens at the notification proxy of a session: of a thousand phones one thread waits for all, and what one of them says is read
 * on a thread of the given executor. Thread-safe.
 */
public final class LockdownPromptSource implements PromptSource {
    private static final Logger LOG = Logger.getLogger(LockdownPromptSource.class);
    private static final String LABEL = "trustline";
    private static final Map<String, Notice> NOTICES = Map.of(
            Notifications.AUTHENTICATION_PRESENTED, Notice.PRESENTED,
            Notifications.AUTHENTICATION_DISMISSED, Notice.DISMISSED,
            Notifications.SYNC_WILL_START, Notice.SYNC_BEGINS,
            Notifications.SYNC_DID_FINISH, Notice.SYNC_ENDS);
    /** Whoever hears a question has been there for what announces it. */
    private static final List<String> IN_ORDER = List.of(Notifications.SYNC_DID_FINISH, Notifications.SYNC_WILL_START,
            Notifications.AUTHENTICATION_DISMISSED, Notifications.AUTHENTICATION_PRESENTED);

    private final UsbmuxClient usbmuxd;
    private final WireWatch wires;
    private final Executor readers;
    private final Duration timeout;

    /**
     * A source.
     *
     * @param wires   waits for all phones; somebody turns it
     * @param readers read what a phone says: a few threads that may block for seconds
     * @param timeout for each request to a device
     */
    public LockdownPromptSource(UsbmuxClient usbmuxd, WireWatch wires, Executor readers, Duration timeout) {
        this.usbmuxd = usbmuxd;
        this.wires = wires;
        this.readers = readers;
        this.timeout = timeout;
    }

    @Override
    public Answer<Hearing> listen(Attachment attachment, PairRecord record, Ear ear) {
        return Troubles.answer(() -> {
            NotificationProxyClient proxy = proxy(attachment.deviceId(), record);
            try {
                proxy.observe(IN_ORDER.toArray(String[]::new));
                return new ProxyHearing(proxy, ear).begin();
            } catch (IOException e) {
                proxy.close();
                throw e;
            }
        });
    }

    private NotificationProxyClient proxy(int deviceId, PairRecord record) throws IOException {
        try (LockdownClient client = LockdownClient.open(usbmuxd, deviceId, LABEL, timeout)) {
            ProvenSession session = client.startSession(record);
            ServicePort port = client.startService(Notifications.SECURE_PROXY);
            NotificationProxyClient.Trust trust =
                    new NotificationProxyClient.Trust(record, TlsVersions.forProductVersion(session.productVersion()));
            NotificationProxyClient proxy = NotificationProxyClient.secure(usbmuxd, deviceId, port, trust, timeout);
            try {
                client.stopSession();
            } catch (IOException e) {
                LOG.debugf("a session is ended by hanging up error=%s", e.getMessage());
            }
            return proxy;
        }
    }

    /** At most one thread reads: the watch tells once for each time that it is armed. */
    private final class ProxyHearing implements Hearing {
        private final NotificationProxyClient proxy;
        private final Ear ear;
        private final WireWatch.Watched watched;

        private ProxyHearing(NotificationProxyClient proxy, Ear ear) throws IOException {
            this.proxy = proxy;
            this.ear = ear;
            this.watched = proxy.watchedBy(wires, this::readSoon);
        }

        /** What came together with the last message of TLS is not on the wire any more. */
        private ProxyHearing begin() {
            readSoon();
            return this;
        }

        private void readSoon() {
            try {
                readers.execute(this::read);
            } catch (RejectedExecutionException e) {
                LOG.debug("a phone says something after the end of this service");
            }
        }

        private void read() {
            try {
                for (Optional<String> name = next(); name.isPresent(); name = next()) {
                    Optional.ofNullable(NOTICES.get(name.get())).ifPresent(ear::heard);
                }
                watched.arm();
            } catch (IOException e) {
                LOG.debugf("a phone is not heard any more error=%s", e.getMessage());
                close();
                ear.ended();
            }
        }

        private Optional<String> next() throws IOException {
            return proxy.next(Duration.ZERO);
        }

        @Override
        public void close() {
            try {
                proxy.close();
            } catch (IOException e) {
                LOG.debugf("closing a notification proxy error=%s", e.getMessage());
            }
            watched.close();
        }
    }
}
