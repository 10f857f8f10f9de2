package dev.trustline.virtualdevice.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builds a {@link Personality}, one trait after another; what belongs together has a builder of its own. Not for use by several threads. */
public final class PersonalityBuilder {
    private final AlertBuilder alert = new AlertBuilder();
    private final LinkBuilder link = new LinkBuilder();
    private final OdditiesBuilder oddities = new OdditiesBuilder();
    private final List<String> labels = new ArrayList<>();
    private String name = "";
    private String productVersion = "17.5.1";
    private String productType = "iPhone14,5";
    private boolean passcode = true;
    private Duration passcodeEntry = Duration.ZERO;
    private LockState initialLock = LockState.UNLOCKED;
    private Duration unlockAfter = Duration.ZERO;
    private boolean setupAssistant;
    private boolean managed;
    private Optional<Supervision> supervision = Optional.empty();
    private boolean networkOnly;
    private boolean insecureProxyWhileLocked;
    private Duration automaticBackupAfter = Duration.ZERO;
    private Faults faults = Faults.NONE;

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

    /** A backup begins by itself this long after each attach. */
    public PersonalityBuilder automaticBackupAfter(Duration value) {
        automaticBackupAfter = value;
        return this;
    }

    /** What it does about the alert. */
    public AlertBuilder alert() {
        return alert;
    }

    /** How its bytes travel. */
    public LinkBuilder link() {
        return link;
    }

    /** What is odd about it. */
    public OdditiesBuilder oddities() {
        return oddities;
    }

    /** What no well phone does, on top of what the last calls said. */
    public PersonalityBuilder faulty(UnaryOperator<Faults> more) {
        faults = more.apply(faults);
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
                alert.build(),
                new Personality.Policy(setupAssistant, managed, supervision, networkOnly, insecureProxyWhileLocked),
                link.build(),
                oddities.build(),
                new Personality.Backup(automaticBackupAfter),
                faults);
    }
}
