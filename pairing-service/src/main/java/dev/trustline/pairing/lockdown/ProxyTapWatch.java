package dev.trustline.pairing.lockdown;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.pairing.handshake.TapWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Waits at the insecure notification proxy for {@code request_pair}. */
final class ProxyTapWatch implements TapWatch {
    private static final Logger LOG = Logger.getLogger(ProxyTapWatch.class);
    private final NotificationProxyClient proxy;

    ProxyTapWatch(NotificationProxyClient proxy) {
        this.proxy = proxy;
    }

    @Override
    public Wake await(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (;;) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                Optional<String> name = proxy.next(left);
                if (name.isEmpty()) {
                    return System.nanoTime() < end ? Wake.MESSAGE : Wake.TIME_UP;
                }
                if (name.get().equals(Notifications.REQUEST_PAIR)) {
                    return Wake.TAPPED;
                }
            }
        } catch (CallInterrupted e) {
            return Wake.STOPPED;
        } catch (IOException e) {
            LOG.debugf("the wait for a tap was cut off error=%s", e.getMessage());
            return Wake.ENDED;
        }
    }

    @Override
    public void wake() {
        proxy.wake();
    }

    @Override
    public void close() {
        try {
            proxy.close();
        } catch (IOException e) {
            LOG.debugf("closing a notification proxy error=%s", e.getMessage());
        }
    }
}
