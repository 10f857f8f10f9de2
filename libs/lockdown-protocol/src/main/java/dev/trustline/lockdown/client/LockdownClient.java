package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.DeviceKeyMismatch;
import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.Pem;
import dev.trustline.lockdown.pairing.SupervisionIdentity;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.lockdown.usbmux.UsbmuxPorts;
import dev.trustline.lockdown.wire.ByteWire;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * One connection to a phone's lockdownd. Requests and their keys are those of libimobiledevice's {@code src/lockdown.c}.
 *
 * <p>Every method is one request with one deadline and throws, unless it says otherwise,
 * {@link DeviceError} for what the phone refuses, {@link dev.trustline.lockdown.error.DeadlineExceeded},
 * {@link ConnectionEnded} (a phone drops a connection that idles for some seconds: open a new one for each step), and the
 * format failures. After anything but a {@code DeviceError} the connection is of no use: close it.
 * Not for concurrent use, except that {@link #close()} may come from any thread.
 */
public final class LockdownClient implements Closeable {
    /** The {@code Type} of a phone that runs normally. */
    public static final String LOCKDOWN_TYPE = "com.apple.mobile.lockdown";

    private static final String KEY = "Key";
    private static final String DOMAIN = "Domain";
    private static final String VALUE = "Value";
    private static final String PAIR_RECORD = "PairRecord";
    private static final PlistDict PROTOCOL = PlistDict.of("ProtocolVersion", "2");

    private final LockdownChannel channel;
    private final ValueRequests values;
    private final PairRequests pairing;
    private final HostRequests hosts;
    private final SessionOpening sessions;

    /**
     * Speaks on an open stream.
     *
     * @param wire connected to the phone's lockdownd; closed with this client
     * @param label the program's name, which the phone logs
     * @param timeout for each request
     */
    public LockdownClient(ByteWire wire, String label, Duration timeout) {
        this.channel = new LockdownChannel(wire, label, timeout);
        this.values = new ValueRequests(channel);
        this.pairing = new PairRequests(channel);
        this.hosts = new HostRequests(channel);
        this.sessions = new SessionOpening(this, channel);
    }

    /**
     * Connects through usbmuxd.
     *
     * @param usbmux the daemon
     * @param deviceId its number of the phone's attachment
     * @param label the program's name, which the phone logs
     * @param timeout for each request
     * @return a client, which the caller closes
     * @throws IOException see {@link UsbmuxClient#connect}
     */
    public static LockdownClient open(UsbmuxClient usbmux, int deviceId, String label, Duration timeout)
            throws IOException {
        return new LockdownClient(usbmux.connect(deviceId, UsbmuxPorts.LOCKDOWN), label, timeout);
    }

    /**
     * Sets the time for each of the following requests.
     *
     * @param timeout from the start of a request to its whole reply
     * @return this
     */
    public LockdownClient within(Duration timeout) {
        channel.setTimeout(timeout);
        return this;
    }

    /** {@return who answers: {@link #LOCKDOWN_TYPE}, or another text in restore mode} */
    public String queryType() throws IOException {
        return channel.ask("QueryType", PlistDict.empty()).string("Type")
                .orElseThrow(() -> new UnexpectedReply("QueryType", "no Type"));
    }

    /**
     * {@return a value outside any domain, of a type named at {@link PlistDict}; empty if the phone has none}
     *
     * @param key which
     */
    public Optional<Object> getValue(String key) throws IOException {
        return values.one(PlistDict.of(KEY, key));
    }

    /**
     * {@return a value of a domain; empty if the phone has none}
     *
     * @param domain where, for example {@code com.apple.mobile.wireless_lockdown}
     * @param key which
     */
    public Optional<Object> getValue(String domain, String key) throws IOException {
        return values.one(PlistDict.of(DOMAIN, domain, KEY, key));
    }

    /** {@return a text outside any domain; empty if the phone has none or it is no text} */
    public Optional<String> getText(String key) throws IOException {
        return getValue(key).filter(String.class::isInstance).map(String.class::cast);
    }

    /** {@return all values outside domains that may be read at this level of trust} */
    public PlistDict allValues() throws IOException {
        return values.all(PlistDict.empty());
    }

    /** {@return all values of a domain that may be read at this level of trust} */
    public PlistDict allValues(String domain) throws IOException {
        return values.all(PlistDict.of(DOMAIN, domain));
    }

    /**
     * {@return the phone's own key, readable without a session}
     *
     * @throws dev.trustline.lockdown.error.UnusableKeyMaterial if it tells none that can be used
     */
    public SubjectPublicKeyInfo devicePublicKey() throws IOException {
        Object pem = getValue("DevicePublicKey").orElse("");
        return Pem.devicePublicKey(pem instanceof byte[] bytes ? bytes : new byte[0]);
    }

    /** Sets a value outside any domain; only {@code UntrustedHostBUID} needs no session. */
    public void setValue(String key, Object value) throws IOException {
        channel.ask("SetValue", PlistDict.of(KEY, key, VALUE, value));
    }

    /** Sets a value of a domain; needs a session. */
    public void setValue(String domain, String key, Object value) throws IOException {
        channel.ask("SetValue", PlistDict.of(DOMAIN, domain, KEY, key, VALUE, value));
    }

    /** Removes a value outside any domain; needs a session. */
    public void removeValue(String key) throws IOException {
        channel.ask("RemoveValue", PlistDict.of(KEY, key));
    }

    /** Removes a value of a domain; needs a session. */
    public void removeValue(String domain, String key) throws IOException {
        channel.ask("RemoveValue", PlistDict.of(DOMAIN, domain, KEY, key));
    }

    /**
     * Asks the phone once to trust this host. In a new cable session this raises the alert even for a host that is already
     * trusted, so never use it to verify. Private keys are not sent.
     *
     * @param record from {@link dev.trustline.lockdown.pairing.PairingCertificates}; the same for every attempt
     * @return the phone's answer; a refusal is no exception here
     */
    public PairAnswer pair(PairRecord record) throws IOException {
        return pairing.pair(record, PlistDict.empty());
    }

    /**
     * As {@link #pair(PairRecord)}, with a name of this host that newer phones may show in the alert.
     *
     * @param record from {@link dev.trustline.lockdown.pairing.PairingCertificates}; the same for every attempt
     * @param hostName for people
     * @return the phone's answer; a refusal is no exception here
     */
    public PairAnswer pair(PairRecord record, String hostName) throws IOException {
        return pairing.pair(record, PlistDict.of("HostName", hostName));
    }

    /**
     * As {@link #pair(PairRecord, String)}, offering a supervision identity, with which a phone that it supervises pairs without
     * a tap. Up to two requests, one deadline each. A phone that it does <em>not</em> supervise raises the alert all the same.
     *
     * @param record from {@link dev.trustline.lockdown.pairing.PairingCertificates}; the same for every attempt
     * @param identity whose certificate is offered and whose key signs the phone's challenge
     * @param hostName for people
     * @return the phone's answer; accepted after a challenge but without an EscrowBag, a phone that is locked has stored nothing
     */
    public PairAnswer pairSupervised(PairRecord record, SupervisionIdentity identity, String hostName) throws IOException {
        return pairing.pair(record, identity, PlistDict.of("HostName", hostName));
    }

    /** Confirms a record; only phones before iOS 7 need it to treat a session as trusted. */
    public void validatePair(PairRecord record) throws IOException {
        channel.ask("ValidatePair", PROTOCOL.with(PAIR_RECORD, record.validationPart()));
    }

    /** Makes the phone forget this record. Its reply calls itself {@code ValidatePair}, a fault of the firmware. */
    public void unpair(PairRecord record) throws IOException {
        channel.ask("Unpair", "ValidatePair", PROTOCOL.with(PAIR_RECORD, record.validationPart()));
    }

    /**
     * Makes the phone forget a host of which only the HostID is left. Needs no session and no key of that host.
     *
     * @param hostId of that host: a secret of the lab, not for logs
     */
    public void unpairHost(String hostId) throws IOException {
        hosts.unpair(hostId);
    }

    /**
     * {@return whether the phone knows this HostID; if it does, this connection is closed now}
     *
     * @param hostId of any host
     * @param systemBuid of this host: the phone does not compare it
     */
    public boolean knowsHost(String hostId, String systemBuid) throws IOException {
        return hosts.knows(hostId, systemBuid);
    }

    /**
     * Starts a session and proves it: the phone's key is that of the record, before and inside TLS, and a value was read
     * inside TLS. From then on every request goes inside TLS.
     *
     * @param record as stored
     * @return what was proven
     * @throws DeviceError.InvalidHostID if the phone does not know the record
     * @throws DeviceKeyMismatch if this is not the phone of the record
     * @throws dev.trustline.lockdown.error.SessionNotProven if the phone does not switch to TLS, or answers nonsense in it
     * @throws dev.trustline.lockdown.error.TlsFailed if TLS fails up to the first reply inside it; may be passing: try once
     *     more on a new connection before drawing conclusions
     */
    public ProvenSession startSession(PairRecord record) throws IOException {
        return sessions.start(record);
    }

    /**
     * As {@link #startSession(PairRecord)}, two requests shorter, for a phone whose key was found to be the record's since it
     * was attached. The key is pinned inside TLS all the same.
     *
     * @param record as stored
     * @param productVersion what the phone told of its version, which decides the TLS versions; may be empty
     * @return what was proven
     */
    public ProvenSession startSession(PairRecord record, String productVersion) throws IOException {
        return sessions.start(record, productVersion);
    }

    /** Ends the session; further requests go in plain on the same connection. Does nothing without a session. */
    public void stopSession() throws IOException {
        sessions.stop();
    }

    /** {@return whether requests go inside TLS now} */
    public boolean isInSession() {
        return channel.isInsideTls();
    }

    /**
     * Starts a service. All but the insecure notification proxy need a session.
     *
     * @param service its name
     * @return where to connect to it
     */
    public ServicePort startService(String service) throws IOException {
        return service(service, PlistDict.of("Service", service));
    }

    /**
     * Starts a service with the record's EscrowBag, if it has one, which lets a phone that is locked start more of them.
     *
     * @param service its name
     * @param record of this phone
     * @return where to connect to it
     */
    public ServicePort startService(String service, PairRecord record) throws IOException {
        PlistDict arguments = PlistDict.of("Service", service);
        return service(service, record.escrowBag().map(bag -> arguments.with("EscrowBag", bag)).orElse(arguments));
    }

    /** Says good-bye and closes. Phones often just end the connection for an answer. */
    public void goodbye() throws IOException {
        try {
            channel.ask("Goodbye", PlistDict.empty());
        } catch (ConnectionEnded e) {
            // that is the answer
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private ServicePort service(String service, PlistDict arguments) throws IOException {
        return ServicePort.of(service, channel.ask("StartService", arguments));
    }
}
