package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.virtualdevice.io.Delivery;
import dev.trustline.virtualdevice.notify.NotificationHub;
import dev.trustline.virtualdevice.notify.NotificationNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One notification proxy connection. Observing and posting have no reply; the insecure proxy relays its short list of
 * names only and ignores all others (names from an iOS binary's listing).
 */
final class ProxyConnection implements NotificationHub.Observer {
    private static final String PROXY_DEATH = "ProxyDeath";

    private final PhoneSide side;
    private final PhoneStream stream;
    private final boolean secure;
    private final Set<String> observed = ConcurrentHashMap.newKeySet();

    ProxyConnection(PhoneSide side, PhoneStream stream, boolean secure) {
        this.side = side;
        this.stream = stream;
        this.secure = secure;
    }

    /** Until the peer ends or shuts the proxy down. */
    void serve() throws IOException {
        side.notifications().add(this);
        try {
            boolean more = true;
            while (more) {
                more = obey(stream.receive());
            }
        } finally {
            side.notifications().remove(this);
        }
    }

    private boolean obey(PlistDict request) throws IOException {
        String name = request.string("Name").orElse("");
        switch (request.string("Command").orElse("")) {
            case "ObserveNotification":
                observe(name);
                return true;
            case "PostNotification":
                if (secure) {
                    side.notifications().post(name);
                }
                return true;
            case "Shutdown":
                send(PlistDict.of("Command", PROXY_DEATH));
                return false;
            default:
                return true;
        }
    }

    private void observe(String name) throws IOException {
        if (!name.isEmpty() && (secure || NotificationNames.INSECURE.contains(name))) {
            boolean late = side.notifications().justPosted(name);
            if (observed.add(name) && late) {
                relay(name);
            }
        }
    }

    @Override
    public boolean observes(String name) {
        return observed.contains(name);
    }

    @Override
    public synchronized void relay(String name) throws IOException {
        if (side.link().delivery() == Delivery.COALESCED) {
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            if (observed.contains(NotificationNames.REQUEST_HOST_BUID)) {
                together.writeBytes(frame(NotificationNames.REQUEST_HOST_BUID));
            }
            together.writeBytes(frame(name));
            stream.sendTogether(together.toByteArray());
        } else {
            stream.send(relayed(name));
        }
    }

    private synchronized void send(PlistDict message) throws IOException {
        stream.send(message);
    }

    private byte[] frame(String name) {
        PlistDict message = relayed(name);
        byte[] body = side.link().binaryReplies() ? PlistWriter.binary(message) : PlistWriter.xml(message);
        return ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static PlistDict relayed(String name) {
        return PlistDict.of("Command", "RelayNotification", "Name", name);
    }
}
