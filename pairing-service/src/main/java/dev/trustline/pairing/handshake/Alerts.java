package dev.trustline.pairing.handshake;

import java.time.Instant;
import java.util.List;

/**
 * The alerts that this host has raised on a device, each noted before it was asked for. Immutable.
 *
 * @param raised     when, the broker's clock; those of the last day
 * @param countedFor the attempt whose alert is the newest of them
 * @param denied     the owner has answered the last one with no
 * @param cable      usbmuxd's number of the attachment in which the newest was asked for: an attempt counts once in each; 0 if
 *                   that is not known
 */
public record Alerts(List<Instant> raised, int countedFor, boolean denied, int cable) {
    /** None yet. */
    public static final Alerts NONE = new Alerts(List.of(), 0, false, 0);

    public Alerts {
        raised = List.copyOf(raised);
    }

    /** Whether this attempt has asked in that attachment. */
    boolean isCounted(int attempt, int attachment) {
        return countedFor == attempt && (cable == attachment || cable == 0);
    }

    /** Whether the owner has said no in that attachment. */
    boolean isDeniedOn(int attachment) {
        return denied && cable == attachment;
    }

    /** The owner has said no. */
    public Alerts refused() {
        return new Alerts(raised, countedFor, true, cable);
    }

    /** The same, where the attempt of this number raised none after all. */
    Alerts withoutThatOf(int attempt) {
        return countedFor == attempt && !raised.isEmpty() ? new Alerts(raised.subList(0, raised.size() - 1), 0, denied, 0) : this;
    }

    /** The owner has said yes. */
    Alerts accepted() {
        return new Alerts(raised, countedFor, false, cable);
    }
}
