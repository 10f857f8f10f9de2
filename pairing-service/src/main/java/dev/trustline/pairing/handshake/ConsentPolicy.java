package dev.trustline.pairing.handshake;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Udid;

/** Port to the host side's say: may the alert be raised on this device? Thread-safe. */
@FunctionalInterface
public interface ConsentPolicy {
    /** The decision for a device, and the rule that made it. */
    Decision decide(Udid udid, DeviceFacts facts);

    /** How many alerts there may be. */
    default AlertBudget budget() {
        return AlertBudget.UNLIMITED;
    }

    /** What follows when the owner has answered an alert with no. */
    default AfterDenial afterDenial() {
        return AfterDenial.ASK;
    }

    /** The owner of this device was asked without this policy: usbmuxd's preflight or another program on this host did so. */
    default void goneRound(Udid udid) {
    }

    /** What may follow a denial. */
    enum AfterDenial {
        /** The next attach raises the alert again. */
        ASK,
        /** The device is held until somebody releases it. */
        HOLD,
        /** No alert until somebody asks for a pairing. */
        BLOCK
    }

    /**
     * A decision.
     *
     * @param say  what
     * @param rule who or which rule, as it is kept with the relation
     */
    record Decision(Say say, String rule) {}

    /** What a policy may say. */
    enum Say {
        /** Raise the alert. */
        ALLOW,
        /** Ask a person first. */
        ASK,
        /** Never. */
        REFUSE
    }
}
