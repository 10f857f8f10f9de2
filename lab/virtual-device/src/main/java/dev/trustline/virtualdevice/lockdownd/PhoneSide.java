package dev.trustline.virtualdevice.lockdownd;

import dev.trustline.virtualdevice.notify.NotificationHub;
import dev.trustline.virtualdevice.phone.HostCertificates;
import dev.trustline.virtualdevice.phone.Personality;
import dev.trustline.virtualdevice.phone.VirtualPhone;
import dev.trustline.virtualdevice.time.Timeline;
import java.util.concurrent.atomic.AtomicInteger;

/** All that the services of one phone share: its decisions, key, values, observers. Thread-safe. */
public final class PhoneSide {
    private final VirtualPhone phone;
    private final DeviceKeyRing keys;
    private final NotificationHub notifications;
    private final Timeline timeline;
    private final DeviceValues values;
    private final AtomicInteger handshakesToDrop;

    /** Brings a phone's parts together. */
    public PhoneSide(VirtualPhone phone, DeviceKeyRing keys, NotificationHub notifications, Timeline timeline) {
        this.phone = phone;
        this.keys = keys;
        this.notifications = notifications;
        this.timeline = timeline;
        this.values = new DeviceValues(this);
        this.handshakesToDrop = new AtomicInteger(link().dropHandshakes());
    }

    /** Its decisions. */
    public VirtualPhone phone() {
        return phone;
    }

    /** Who observes what on it. */
    public NotificationHub notifications() {
        return notifications;
    }

    /** Its key, made now if it has none yet. */
    public DeviceKey key() {
        return keys.keyOf(phone.identity().udid(), link().keyBits());
    }

    /** A new key, as after an erase, which forgets the settings too. */
    public void renewKey() {
        keys.renew(phone.identity().udid(), link().keyBits());
        values.forbidWifi();
    }

    /** Whether it lets the hosts that it trusts connect over Wi-Fi. */
    public boolean letsConnectOverWifi() {
        return values.letsConnectOverWifi();
    }

    Personality.Link link() {
        return phone.personality().link();
    }

    Timeline timeline() {
        return timeline;
    }

    DeviceValues values() {
        return values;
    }

    PhoneTls tls(HostCertificates certificates) {
        return new PhoneTls(key().privateKey(), certificates, link());
    }

    /** Whether the handshake that begins now is one of those to drop. */
    boolean dropsThisHandshake() {
        return handshakesToDrop.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
