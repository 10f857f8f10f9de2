package dev.trustline.trust.ladder;

import dev.trustline.events.TrustStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is wrong with a relation and what to do next, one rung at a time.
 *
 * @param trouble      what is wrong, since when, and what was done
 * @param first        what to try before any rung, in one sentence; {@code null} if there is nothing
 * @param next         the next rung; {@code null} where {@code first} is all there is, or where all were taken, or where the last one
 *                     is so fresh that its attempt is still to come
 * @param otherDevices how many other devices hang on this host: a restart of it concerns them too
 * @param losesTrust   for the rungs that reset something: the hosts that would lose the device's trust
 */
public record Help(Trouble trouble, String first, Rung next, int otherDevices, List<String> losesTrust) {

    private static final String NOT_RECOGNISED = "Unlock the device, allow the accessory to connect if it asks (iOS 26 asks that before"
            + " Trust), then tap Trust; if nothing comes, try another cable.";
    private static final String LOCKED = "Unlock the device: a locked one shows no alert.";
    private static final String UNANSWERED = "Look for the alert on the device and tap Trust: a late tap counts while the cable is in.";
    private static final String UNDER_WAY = "A new attempt begins by itself: look at the device.";
    private static final String SUPPORT = "Every step was taken: make a support bundle and ask for help.";

    public Help {
        losesTrust = List.copyOf(losesTrust);
    }

    /** The help for a relation as it is now; empty if nothing is wrong, or an attempt is under way. */
    public static Optional<Help> of(Situation now, Collection<? extends LadderFact> facts) {
        Optional<Trouble> trouble = Ladder.read(facts, now.heard() == null ? now.since() : now.heard()).trouble();
        Fault silence = now.bySilence();
        if (silence != null) {
            return Optional.of(help(trouble.map(t -> new Trouble(silence, t.since(), t.taken()))
                    .orElse(new Trouble(silence, now.attachedSince(), List.of())), now));
        }
        return trouble.filter(t -> now.wantsHelp()).map(t -> help(t, now));
    }

    private static Help help(Trouble trouble, Situation now) {
        boolean usbmuxdAils = now.host() != null && now.host().usbmuxdAils();
        if (!usbmuxdAils && attemptIsToCome(trouble, now)) {
            return new Help(trouble, UNDER_WAY, null, now.otherDevices(), List.of());
        }
        Rung next = next(trouble, usbmuxdAils);
        List<String> loses = next != null && next.endsTrust() ? now.trustedHosts() : List.of();
        return new Help(trouble, first(trouble.fault(), now.state(), next), next, now.otherDevices(), loses);
    }

    /** One rung at a time: what was just done is to be given the time to help. */
    private static boolean attemptIsToCome(Trouble trouble, Situation now) {
        return now.attachedSince() != null && trouble.last()
                .filter(t -> now.lastResult() == null || t.at().isAfter(now.lastResult()))
                .filter(t -> !now.heardAfter(t.at(), NextAttempt.PATIENCE))
                .isPresent();
    }

    private static String first(Fault fault, TrustStatus state, Rung next) {
        if (fault == Fault.NOT_RECOGNISED) {
            return NOT_RECOGNISED;
        }
        if (state == TrustStatus.AWAITING_UNLOCK) {
            return LOCKED;
        }
        if (state == TrustStatus.TIMED_OUT) {
            return UNANSWERED;
        }
        return next == null ? SUPPORT : null;
    }

    private static Rung next(Trouble trouble, boolean usbmuxdAils) {
        if (usbmuxdAils) {
            return Rung.HOST_SOFTWARE;
        }
        Set<Rung> done = trouble.done();
        return switch (trouble.fault()) {
            case NOT_RECOGNISED -> null;
            case REFUSED -> Rung.REPLUG;
            case ANSWER_NOT_ACCEPTED, ALERT_ABSENT -> Arrays.stream(Rung.values())
                    .filter(r -> r != Rung.HOST_SOFTWARE && !done.contains(r))
                    .findFirst()
                    .orElse(null);
        };
    }
}
