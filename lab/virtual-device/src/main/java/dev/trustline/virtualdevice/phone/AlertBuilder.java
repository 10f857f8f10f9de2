package dev.trustline.virtualdevice.phone;

import java.time.Duration;

/** Builds what a {@link Personality} does about the alert. Not for use by several threads. */
public final class AlertBuilder {
    private Duration delay = Duration.ZERO;
    private Owner owner = Owner.waits();
    private boolean hints;
    private int lostNotifications;
    private int reEnumerations;
    private boolean reEnumerationForgets;
    private boolean pairCancelsPasscode;
    private boolean knownHostSilent;
    private boolean vanishesOnLock;
    private boolean hiddenByPrompt;

    AlertBuilder() {}

    /** Time between {@code Pair} and the alert. */
    public AlertBuilder delay(Duration value) {
        delay = value;
        return this;
    }

    /** What the person does. */
    public AlertBuilder owner(Owner value) {
        owner = value;
        return this;
    }

    /** Posts the optional trust notifications too. */
    public AlertBuilder hints(boolean value) {
        hints = value;
        return this;
    }

    /** Loses this many {@code request_pair}. */
    public AlertBuilder lostNotifications(int value) {
        lostNotifications = value;
        return this;
    }

    /** Resets USB after the tap this many times; {@code forgets} ends the consent with it. */
    public AlertBuilder reEnumerations(int value, boolean forgets) {
        reEnumerations = value;
        reEnumerationForgets = forgets;
        return this;
    }

    /** A {@code Pair} during passcode entry cancels it. */
    public AlertBuilder pairCancelsPasscode(boolean value) {
        pairCancelsPasscode = value;
        return this;
    }

    /** A known host pairs silently. */
    public AlertBuilder knownHostSilent(boolean value) {
        knownHostSilent = value;
        return this;
    }

    /** Locking takes an alert away. */
    public AlertBuilder vanishesOnLock(boolean value) {
        vanishesOnLock = value;
        return this;
    }

    /** Another prompt lies over an alert. */
    public AlertBuilder hiddenByPrompt(boolean value) {
        hiddenByPrompt = value;
        return this;
    }

    /** The finished part. */
    Personality.Alert build() {
        return new Personality.Alert(delay, owner, hints, lostNotifications, reEnumerations, reEnumerationForgets, pairCancelsPasscode, knownHostSilent, vanishesOnLock, hiddenByPrompt);
    }
}
