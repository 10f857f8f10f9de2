package dev.trustline.trust.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.trust.ladder.LadderFact.Cable;
import dev.trustline.trust.ladder.LadderFact.Forgotten;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.LadderFact.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final HostSigns WELL = new HostSigns("boot", "1.1.1", Set.of());
    private static final HostSigns AWAY = new HostSigns("boot", null, Set.of("usbmuxd-unreachable"));

    private final List<LadderFact> facts = new ArrayList<>();

    @Test
    void theRungsAreClimbedOneByOneAndTheFirstIsLeftOutWhereUsbmuxdIsWell() {
        Situation failed = after(0, TrustStatus.FAILED, Reason.ANSWER_NOT_ACCEPTED);
        assertThat(next(failed)).isEqualTo(Rung.REPLUG);

        cable(10, 12);
        assertThat(next(failed)).isEqualTo(Rung.RESTART_HOST);

        facts.add(new HostSign(at(500), HostSign.Kind.BOOTED));
        assertThat(next(failed)).isEqualTo(Rung.RESTART_DEVICE);

        cable(800, 840);
        assertThat(next(failed)).isEqualTo(Rung.RESET_PRIVACY);
        assertThat(Help.of(failed, facts).orElseThrow().losesTrust()).containsExactly("b", "c");

        facts.add(new Forgotten(at(900), "b"));
        assertThat(next(failed)).isEqualTo(Rung.RESET_NETWORK);

        facts.add(new Forgotten(at(1000), "b"));
        assertThat(next(failed)).isNull();
        assertThat(Help.of(failed, facts).orElseThrow().first()).contains("support bundle");
    }

    @Test
    void whoRestartedTheDeviceIsNotAskedToPullItsCable() {
        Situation timedOut = after(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        cable(10, 50);

        assertThat(next(timedOut)).isEqualTo(Rung.RESTART_HOST);
        assertThat(Help.of(timedOut, facts).orElseThrow().first()).contains("late tap");
    }

    @Test
    void afterARungNobodyIsSentOnBeforeItsAttemptHadItsTime() {
        facts.add(new Step(at(0), TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED, 1, 1));
        cable(10, 12);

        Help soon = Help.of(timedOut(at(51), at(0)), facts).orElseThrow();
        assertThat(soon.next()).isNull();
        assertThat(soon.first()).contains("by itself");
        assertThat(soon.trouble().taken()).hasSize(1);
        assertThat(next(timedOut(at(52), at(0)))).as("nothing came").isEqualTo(Rung.RESTART_HOST);
        assertThat(next(timedOut(at(20), at(15)))).as("the attempt has ended").isEqualTo(Rung.RESTART_HOST);
    }

    private static Situation timedOut(Instant heard, Instant lastResult) {
        return situation(TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED, at(0), heard, false, "usbmux", WELL, lastResult);
    }

    @Test
    void aProblemOfUsbmuxdComesFirstHoweverFarTheLadderWas() {
        after(0, TrustStatus.FAILED, Reason.DEVICE_UNREACHABLE);
        cable(10, 12);

        assertThat(next(situation(TrustStatus.FAILED, Reason.DEVICE_UNREACHABLE, at(0), at(20), true, "usbmux", AWAY, at(15))))
                .isEqualTo(Rung.HOST_SOFTWARE);
    }

    @Test
    void afterDontTrustTheCableIsAllThatHelpsHoweverOftenItWasTapped() {
        Situation denied = after(0, TrustStatus.DENIED, Reason.USER_DENIED);
        cable(10, 12);

        assertThat(next(denied)).isEqualTo(Rung.REPLUG);
    }

    @ParameterizedTest
    @CsvSource({"AWAITING_TRUST, DIALOG_SHOWN", "AWAITING_APPROVAL, POLICY_ASKS", "UNKNOWN, HELD", "TRUSTED, USER_ACCEPTED"})
    void whileAnAttemptIsUnderWayNobodyIsSentUpTheLadder(TrustStatus state, Reason reason) {
        after(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);

        assertThat(Help.of(after(5, state, reason), facts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"libusb, 29, none", "libusb, 30, not-recognised", "scan, 60, not-recognised", "usbmux, 60, alert-absent", ", 60, alert-absent"})
    void aPhoneOnTheBusOfWhichTheHostSaysNothingIsNotRecognised(String source, long heard, String fault) {
        Situation attached = situation(TrustStatus.UNKNOWN, Reason.NEVER_ATTEMPTED, at(0), at(heard), false, source, WELL, null);

        assertThat(Help.of(attached, facts).map(h -> h.trouble().fault().wireText()).orElse("none")).isEqualTo(fault);
    }

    @Test
    void aPhoneThatIsNotRecognisedHasARowOfItsOwn() {
        Situation attached = situation(TrustStatus.UNKNOWN, Reason.NEVER_ATTEMPTED, at(0), at(60), false, "libusb", WELL, null);
        Help help = Help.of(attached, facts).orElseThrow();

        assertThat(help.first()).contains("Unlock", "allow the accessory", "before Trust", "another cable");
        assertThat(help.next()).isNull();
    }

    @Test
    void aTrustedPhoneThatIsSilentMayBeLockedSinceItsStartUnlessUsbmuxdIsAway() {
        assertThat(Help.of(situation(TrustStatus.TRUSTED, Reason.USER_ACCEPTED, at(-50), at(60), true, "libusb", WELL, at(-50)), facts)).isEmpty();

        Help help = Help.of(situation(TrustStatus.TRUSTED, Reason.USER_ACCEPTED, at(-50), at(60), true, "libusb", AWAY, at(-50)), facts).orElseThrow();
        assertThat(help.trouble().fault()).isEqualTo(Fault.NOT_RECOGNISED);
        assertThat(help.next()).isEqualTo(Rung.HOST_SOFTWARE);
    }

    @Test
    void lockedForTenMinutesIsHelpedWithTheUnlockFirst() {
        facts.add(new Step(at(0), TrustStatus.AWAITING_UNLOCK, Reason.DEVICE_LOCKED, 1, 1));

        assertThat(Help.of(situation(TrustStatus.AWAITING_UNLOCK, Reason.DEVICE_LOCKED, at(0), at(500), false, "usbmux", WELL, at(1)), facts)).isEmpty();
        assertThat(Help.of(situation(TrustStatus.AWAITING_UNLOCK, Reason.DEVICE_LOCKED, at(0), at(600), false, "usbmux", WELL, at(1)), facts)
                .orElseThrow().first()).contains("Unlock");
    }

    @Test
    void anAttemptIsAskedForAfterARestartOfTheHostUnlessTheHostHasSpokenOrTheCableDidIt() {
        after(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        facts.add(new HostSign(at(100), HostSign.Kind.BOOTED));

        assertThat(due(at(119), at(0))).isEmpty();
        assertThat(due(at(120), at(0))).contains(at(100));
        assertThat(due(at(120), at(105))).isEmpty();

        cable(300, 302);
        assertThat(due(at(400), at(0))).isEmpty();
    }

    private Optional<Instant> due(Instant heard, Instant lastResult) {
        Trouble trouble = Ladder.read(facts, heard).trouble().orElseThrow();
        return NextAttempt.due(trouble, timedOut(heard, lastResult));
    }

    private Rung next(Situation now) {
        return Help.of(now, facts).orElseThrow().next();
    }

    private void cable(long out, long in) {
        facts.add(new Cable(at(out), false));
        facts.add(new Cable(at(in), true));
    }

    /** The relation after that step, its host well and last heard of long after. */
    private Situation after(long second, TrustStatus state, Reason reason) {
        facts.add(new Step(at(second), state, reason, 1, facts.size() + 1));
        return situation(state, reason, at(second), at(5000), true, "usbmux", WELL, at(5000));
    }

    /** On the cable since {@code T0}. */
    private static Situation situation(TrustStatus state, Reason reason, Instant since, Instant heard, boolean hasRecord, String source,
            HostSigns host, Instant lastResult) {
        return new Situation(state, reason, since, lastResult, hasRecord, T0, source, host, heard, 4, List.of("b", "c"));
    }

    private static Instant at(long second) {
        return T0.plusSeconds(second);
    }
}
