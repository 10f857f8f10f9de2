package dev.trustline.virtualdevice.phone;

import dev.trustline.virtualdevice.io.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds a {@link Personality}, one trait after another. Not for use by several threads. */
public final class PersonalityBuilder {
    private final List<String> labels = new ArrayList<>();
    private String name = "";
    private String productVersion = "17.5.1";
    private String productType = "iPhone14,5";
    private boolean passcode = true;
    private Duration passcodeEntry = Duration.ZERO;
    private LockState initialLock = LockState.UNLOCKED;
    private Duration unlockAfter = Duration.ZERO;
    private Duration alertDelay = Duration.ZERO;
    private Owner owner = Owner.waits();
    private boolean hints;
    private int lostNotifications;
    private int reEnumerations;
    private boolean reEnumerationForgets;
    private boolean pairCancelsPasscode;
    private boolean knownHostSilent;
    private boolean vanishesOnLock;
    private boolean hiddenByPrompt;
    private boolean setupAssistant;
    private boolean managed;
    private Optional<Supervision> supervision = Optional.empty();
    private boolean networkOnly;
    private boolean insecureProxyWhileLocked;
    private Delivery delivery = Delivery.PLAIN;
    private boolean binaryReplies;
    private int dropHandshakes;
    private String minTls = "1.0";
    private String maxTls = "1.3";
    private Duration lockdownIdle = Duration.ofSeconds(10);
    private Duration proxyIdle = Duration.ZERO;
    private int keyBits = 2048;
    private boolean restored;
    private boolean wifiAddress = true;
    private boolean escrowBag = true;
    private Optional<Instant> clock = Optional.empty();
    private Duration automaticBackupAfter = Duration.ZERO;
    private SerialForm serial = SerialForm.DASHED;
    private boolean plainRsa;
    private boolean wifiConnections;

    PersonalityBuilder() {}

    /** Adds a word to the label that API and page show. */
    public PersonalityBuilder label(String value) {
        labels.add(value);
        return this;
    }

    /** The device name; empty for the lab's default. */
    public PersonalityBuilder name(String value) {
        name = value;
        return this;
    }

    /** The iOS version. */
    public PersonalityBuilder productVersion(String value) {
        productVersion = value;
        return this;
    }

    /** The model identifier. */
    public PersonalityBuilder productType(String value) {
        productType = value;
        return this;
    }

    /** Whether there is a passcode. */
    public PersonalityBuilder passcode(boolean value) {
        passcode = value;
        return this;
    }

    /** How long the owner types the passcode. */
    public PersonalityBuilder passcodeEntry(Duration value) {
        passcodeEntry = value;
        return this;
    }

    /** Lock state at start. */
    public PersonalityBuilder initialLock(LockState value) {
        initialLock = value;
        return this;
    }

    /** The owner unlocks after this time. */
    public PersonalityBuilder unlockAfter(Duration value) {
        unlockAfter = value;
        return this;
    }

    /** Time between {@code Pair} and the alert. */
    public PersonalityBuilder alertDelay(Duration value) {
        alertDelay = value;
        return this;
    }

    /** What the person does. */
    public PersonalityBuilder owner(Owner value) {
        owner = value;
        return this;
    }

    /** Posts the optional trust notifications too. */
    public PersonalityBuilder hints(boolean value) {
        hints = value;
        return this;
    }

    /** Loses this many {@code request_pair}. */
    public PersonalityBuilder lostNotifications(int value) {
        lostNotifications = value;
        return this;
    }

    /** Resets USB after the tap this many times; {@code forgets} ends the consent with it. */
    public PersonalityBuilder reEnumerations(int value, boolean forgets) {
        reEnumerations = value;
        reEnumerationForgets = forgets;
        return this;
    }

    /** A {@code Pair} during passcode entry cancels it. */
    public PersonalityBuilder pairCancelsPasscode(boolean value) {
        pairCancelsPasscode = value;
        return this;
    }

    /** A known host pairs silently. */
    public PersonalityBuilder knownHostSilent(boolean value) {
        knownHostSilent = value;
        return this;
    }

    /** Locking takes an alert away. */
    public PersonalityBuilder vanishesOnLock(boolean value) {
        vanishesOnLock = value;
        return this;
    }

    /** Another prompt lies over an alert. */
    public PersonalityBuilder hiddenByPrompt(boolean value) {
        hiddenByPrompt = value;
        return this;
    }

    /** Setup Assistant is still running. */
    public PersonalityBuilder setupAssistant(boolean value) {
        setupAssistant = value;
        return this;
    }

    /** A profile forbids pairing. */
    public PersonalityBuilder managed(boolean value) {
        managed = value;
        return this;
    }

    /** The phone is supervised, by the organisation that the last call named, or by one whose key nobody has. */
    public PersonalityBuilder supervised(UnaryOperator<Supervision> more) {
        supervision = Optional.of(more.apply(supervision.orElseGet(Supervision::byNobody)));
        return this;
    }

    /** The phone is on the network only. */
    public PersonalityBuilder networkOnly(boolean value) {
        networkOnly = value;
        return this;
    }

    /** The insecure proxy starts on a locked phone too. */
    public PersonalityBuilder insecureProxyWhileLocked(boolean value) {
        insecureProxyWhileLocked = value;
        return this;
    }

    /** Shape of the phone's writes. */
    public PersonalityBuilder delivery(Delivery value) {
        delivery = value;
        return this;
    }

    /** Answers in binary property lists. */
    public PersonalityBuilder binaryReplies(boolean value) {
        binaryReplies = value;
        return this;
    }

    /** Drops this many TLS handshakes. */
    public PersonalityBuilder dropHandshakes(int value) {
        dropHandshakes = value;
        return this;
    }

    /** TLS versions, from oldest to newest, {@code 1.0} to {@code 1.3}. */
    public PersonalityBuilder tls(String oldest, String newest) {
        minTls = oldest;
        maxTls = newest;
        return this;
    }

    /** Idle limit of lockdown connections. */
    public PersonalityBuilder lockdownIdle(Duration value) {
        lockdownIdle = value;
        return this;
    }

    /** Idle limit of notification proxies. */
    public PersonalityBuilder proxyIdle(Duration value) {
        proxyIdle = value;
        return this;
    }

    /** RSA size of the device key. */
    public PersonalityBuilder keyBits(int value) {
        keyBits = value;
        return this;
    }

    /** It is in restore mode. */
    public PersonalityBuilder restored(boolean value) {
        restored = value;
        return this;
    }

    /** Whether it tells a Wi-Fi address. */
    public PersonalityBuilder wifiAddress(boolean value) {
        wifiAddress = value;
        return this;
    }

    /** Whether it gives an escrow bag. */
    public PersonalityBuilder escrowBag(boolean value) {
        escrowBag = value;
        return this;
    }

    /** Its clock stands at this time. */
    public PersonalityBuilder clock(Instant value) {
        clock = Optional.of(value);
        return this;
    }

    /** A backup begins by itself this long after each attach. */
    public PersonalityBuilder automaticBackupAfter(Duration value) {
        automaticBackupAfter = value;
        return this;
    }

    /** What its serial number looks like. */
    public PersonalityBuilder serial(SerialForm value) {
        serial = value;
        return this;
    }

    /** It knows only the oldest cipher suites. */
    public PersonalityBuilder plainRsa(boolean value) {
        plainRsa = value;
        return this;
    }

    /** Whether it lets hosts connect over Wi-Fi at first. */
    public PersonalityBuilder wifiConnections(boolean value) {
        wifiConnections = value;
        return this;
    }

    /** The personality. */
    public Personality build() {
        return new Personality(
                labels.isEmpty() ? "standard" : String.join(" ", labels),
                name,
                productVersion,
                productType,
                new Personality.Screen(passcode, passcodeEntry, initialLock, unlockAfter),
                new Personality.Alert(
                        alertDelay,
                        owner,
                        hints,
                        lostNotifications,
                        reEnumerations,
                        reEnumerationForgets,
                        pairCancelsPasscode,
                        knownHostSilent,
                        vanishesOnLock,
                        hiddenByPrompt),
                new Personality.Policy(setupAssistant, managed, supervision, networkOnly, insecureProxyWhileLocked),
                new Personality.Link(
                        delivery, binaryReplies, dropHandshakes, minTls, maxTls, lockdownIdle, proxyIdle, keyBits, plainRsa),
                new Personality.Oddities(restored, wifiAddress, escrowBag, clock, serial, wifiConnections),
                new Personality.Backup(automaticBackupAfter));
    }
}
