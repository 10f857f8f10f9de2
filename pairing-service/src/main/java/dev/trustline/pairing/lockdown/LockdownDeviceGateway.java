package dev.trustline.pairing.lockdown;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.result.DeviceWords;
import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.client.ServicePort;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.notification.NotificationProxyClient;
import dev.trustline.lockdown.notification.Notifications;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.DeviceGateway;
import dev.trustline.pairing.handshake.DeviceIdentity;
import dev.trustline.pairing.handshake.HostIdDeposit;
import dev.trustline.pairing.handshake.TapWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Devices through usbmuxd and lockdownd. Thread-safe; a conversation is not. */
public final class LockdownDeviceGateway implements DeviceGateway {
    private static final Logger LOG = Logger.getLogger(LockdownDeviceGateway.class);
    private static final String LABEL = "trustline";
    private static final String RESTORING = "com.apple.mobile.restored";
    private static final String SETUP_DOMAIN = "com.apple.purplebuddy";
    private static final String SETUP_DONE = "SetupDone";

    private final UsbmuxClient usbmuxd;
    private final CableWatch cables;
    private final Duration timeout;
    private final String hostName;
    private final WifiConnections wifi;

    /**
     * A gateway.
     *
     * @param timeout  for each request to a device
     * @param hostName what a newer device may show in its alert
     * @param wifi     what is done about a device's Wi-Fi connections
     */
    public LockdownDeviceGateway(UsbmuxClient usbmuxd, CableWatch cables, Duration timeout, String hostName, WifiConnections wifi) {
        this.usbmuxd = usbmuxd;
        this.cables = cables;
        this.timeout = timeout;
        this.hostName = hostName;
        this.wifi = wifi;
    }

    @Override
    public Answer<Attachment> find(Udid udid) {
        return cables.find(udid);
    }

    @Override
    public Conversation converse(Attachment attachment) {
        return new Talk(attachment);
    }

    @Override
    public Answer<Proof> prove(Attachment attachment, PairRecord record, boolean askForSetup) {
        return inSession(attachment, record, client -> shown(client, askForSetup, attachment));
    }

    @Override
    public Answer<Optional<Boolean>> switchWifi(Attachment attachment, PairRecord record, boolean enabled) {
        return inSession(attachment, record, client -> wifi.set(client, enabled));
    }

    @Override
    public boolean forbidsWifi() {
        return wifi.isForbidden();
    }

    private <T> Answer<T> inSession(Attachment attachment, PairRecord record, Request<T> request) {
        return Troubles.answer(() -> {
            try (LockdownClient client = open(attachment.deviceId())) {
                String version = client.startSession(record).productVersion();
                OldDevices.confirm(client, record, version, Optional.empty());
                T value = request.ask(client);
                aside(client::stopSession);
                return value;
            }
        });
    }

    @Override
    public Answer<Boolean> unpair(Attachment attachment, PairRecord record) {
        return Troubles.answer(() -> {
            try (LockdownClient client = open(attachment.deviceId())) {
                client.unpair(record);
                return true;
            }
        });
    }

    @Override
    public Answer<Boolean> unpairHost(Attachment attachment, HostIdDeposit.HostId hostId) {
        return Troubles.answer(() -> {
            try (LockdownClient client = open(attachment.deviceId())) {
                client.unpairHost(hostId.value());
                return true;
            }
        });
    }

    private LockdownClient open(int deviceId) throws IOException {
        return LockdownClient.open(usbmuxd, deviceId, LABEL, timeout);
    }

    private Proof shown(LockdownClient client, boolean askForSetup, Attachment attachment) throws IOException {
        return new Proof(askForSetup ? setupDone(client) : Optional.empty(), wifiConnections(client, attachment));
    }

    private Optional<Boolean> wifiConnections(LockdownClient client, Attachment attachment) throws IOException {
        AtomicReference<Optional<Boolean>> shown = new AtomicReference<>(Optional.empty());
        aside(() -> shown.set(wifi.atProof(client, attachment)));
        return shown.get();
    }

    /** What fails after the session has proven what it was opened for takes nothing of that back. */
    private static void aside(Aside request) throws CallInterrupted {
        try {
            request.run();
        } catch (CallInterrupted e) {
            throw e;
        } catch (IOException e) {
            LOG.debugf("a session had proven a record, and what was asked besides failed error=%s", e.getMessage());
        }
    }

    /** Something that is asked of a device besides. */
    @FunctionalInterface
    private interface Aside {
        void run() throws IOException;
    }

    private static Optional<Boolean> setupDone(LockdownClient client) throws IOException {
        try {
            return client.getValue(SETUP_DOMAIN, SETUP_DONE).filter(Boolean.class::isInstance).map(Boolean.class::cast);
        } catch (DeviceError e) {
            LOG.debugf("a device does not tell whether its setup is done error=%s", e.getMessage());
            return Optional.empty();
        }
    }

    /** One connection to lockdownd, opened when it is needed and once more when the device has hung up an idle one. */
    private final class Talk implements Conversation {
        private final Attachment attachment;
        private final int deviceId;
        private LockdownClient client;
        private boolean proven;

        private Talk(Attachment attachment) {
            this.attachment = attachment;
            this.deviceId = attachment.deviceId();
        }

        @Override
        public Answer<DeviceIdentity> introduce() {
            Answer<String> type = Troubles.answer(() -> asked(LockdownClient::queryType));
            if (type instanceof Answer.Given<String> given && given.value().equals(RESTORING)) {
                return new Answer.None<>(Trouble.RESTORE_MODE);
            }
            return type instanceof Answer.None<String> none ? new Answer.None<>(none.trouble()) : values();
        }

        private Answer<DeviceIdentity> values() {
            return Troubles.answer(() -> asked(c -> identity(c.allValues())));
        }

        @Override
        public Answer<TapWatch> watchForTap() {
            return Troubles.answer(() -> {
                ServicePort port = asked(c -> c.startService(Notifications.INSECURE_PROXY));
                NotificationProxyClient proxy = NotificationProxyClient.insecure(usbmuxd, deviceId, port, timeout);
                try {
                    proxy.observe(Notifications.REQUEST_PAIR);
                    return new ProxyTapWatch(proxy);
                } catch (IOException e) {
                    proxy.close();
                    throw e;
                }
            });
        }

        @Override
        public Answer<Optional<byte[]>> pair(PairRecord candidate) {
            return supervisedAnswer(Troubles.answer(() -> asked(c -> c.pair(candidate, hostName)))).answer();
        }

        @Override
        public SupervisedAnswer pairSupervised(PairRecord candidate, SupervisionIdentity identity) {
            return supervisedAnswer(Troubles.answer(() -> asked(c -> c.pairSupervised(candidate, identity, hostName))));
        }

        private static SupervisedAnswer supervisedAnswer(Answer<PairAnswer> answer) {
            return answer.fold(said -> {
                if (said instanceof PairAnswer.Refused refused) {
                    return new SupervisedAnswer(new Answer.Refused<>(refused.error().kind(), Troubles.textOf(refused.error())), refused.challenged());
                }
                PairAnswer.Paired paired = (PairAnswer.Paired) said;
                return new SupervisedAnswer(new Answer.Given<>(paired.record().escrowBag()), paired.challenged());
            }, (kind, text) -> new SupervisedAnswer(new Answer.Refused<>(kind, text), false),
                    trouble -> new SupervisedAnswer(new Answer.None<>(trouble), false));
        }

        @Override
        public Answer<Proof> prove(PairRecord record, DeviceIdentity device, boolean askForSetup) {
            return Troubles.answer(() -> {
                client = client == null ? open(deviceId) : client;
                client.startSession(record, device.productVersion());
                OldDevices.confirm(client, record, device.productVersion(), Optional.ofNullable(device.facts().deviceClass()));
                Proof proof = shown(client, askForSetup, attachment);
                proven = true;
                return proof;
            });
        }

        private <T> T asked(Request<T> request) throws IOException {
            boolean fresh = client == null;
            if (fresh) {
                client = open(deviceId);
            }
            try {
                return request.ask(client);
            } catch (ConnectionEnded e) {
                close();
                if (fresh) {
                    throw e;
                }
                return asked(request);
            }
        }

        @Override
        public void close() {
            if (client != null) {
                try (LockdownClient closing = client) {
                    if (proven) {
                        closing.stopSession();
                    }
                } catch (IOException e) {
                    LOG.debugf("closing a connection error=%s", e.getMessage());
                }
                client = null;
            }
        }
    }

    @FunctionalInterface
    private interface Request<T> {
        T ask(LockdownClient client) throws IOException;
    }

    private static DeviceIdentity identity(PlistDict values) {
        DeviceFacts facts = new DeviceFacts(printable(values, "DeviceName"), printable(values, "ProductType"),
                printable(values, "ProductVersion"), printable(values, "DeviceClass"));
        Optional<Long> clock = values.real("TimeIntervalSince1970").stream().mapToObj(s -> (long) (s * 1000)).findFirst();
        return new DeviceIdentity(facts, values.data("DevicePublicKey").orElse(new byte[0]), values.string("WiFiAddress"), clock);
    }

    private static String printable(PlistDict values, String key) {
        return values.string(key).map(DeviceWords::clean).orElse(null);
    }
}
