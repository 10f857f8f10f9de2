package dev.trustline.trust.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.trust.ladder.LadderFact.Cable;
import dev.trustline.trust.ladder.LadderFact.Forgotten;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.LadderFact.HostSign.Kind;
import dev.trustline.trust.ladder.LadderFact.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private final List<LadderFact> facts = new ArrayList<>();
    private long version;

    @ParameterizedTest
    @CsvSource({"FAILED, ANSWER_NOT_ACCEPTED, answer-not-accepted", "FAILED, RECORD_REJECTED, answer-not-accepted",
        "FAILED, DEVICE_COULD_NOT_STORE, answer-not-accepted", "TIMED_OUT, DIALOG_UNANSWERED, alert-absent",
        "DENIED, REFUSED_WITHOUT_ALERT, alert-absent", "FAILED, DEVICE_UNREACHABLE, alert-absent", "DENIED, USER_DENIED, refused",
        "DENIED, APPROVAL_REFUSED, none", "FAILED, DEVICE_DETACHED, none", "FAILED, DEVICE_KEY_CHANGED, none",
        "PROHIBITED, MANAGED_DEVICE, none", "AWAITING_TRUST, DIALOG_SHOWN, none", "UNKNOWN, HOST_BUSY, none"})
    void theTwoFaultsAreToldApart(TrustStatus state, Reason reason, String fault) {
        step(0, state, reason);

        assertThat(read(1).trouble().map(t -> t.fault().wireText()).orElse("none")).isEqualTo(fault);
    }

    @Test
    void whatFailsAfterTheAlertWasSeenIsAnAnswerThatWasNotAccepted() {
        step(0, TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN);
        step(5, TrustStatus.FAILED, Reason.UNRECOGNISED);

        assertThat(read(6).trouble()).map(Trouble::fault).contains(Fault.ANSWER_NOT_ACCEPTED);
    }

    @Test
    void lockedIsAFaultOnlyAfterTenMinutes() {
        step(0, TrustStatus.AWAITING_UNLOCK, Reason.DEVICE_LOCKED);
        assertThat(read(599).trouble()).isEmpty();
        assertThat(read(600).trouble()).map(Trouble::fault).contains(Fault.ALERT_ABSENT);

        step(100, TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN);
        assertThat(read(900).trouble()).isEmpty();
    }

    @Test
    void pulledAndPluggedAgainIsTheSecondRungAndHelpedIfTrustFollows() {
        step(0, TrustStatus.DENIED, Reason.USER_DENIED);
        cable(10, false);
        cable(13, true);
        assertThat(taken(14)).containsExactly(Rung.REPLUG);

        step(15, TrustStatus.AWAITING_TRUST, Reason.DIALOG_SHOWN);
        step(20, TrustStatus.TRUSTED, Reason.USER_ACCEPTED);

        assertThat(read(20).trouble()).isEmpty();
        assertThat(read(20).recoveries()).containsExactly(new Recovery(version, at(20), Fault.REFUSED, Rung.REPLUG));
    }

    @Test
    void aCableThatCameBackBeforeTheFaultIsNoRung() {
        cable(0, false);
        cable(3, true);
        step(10, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        step(30, TrustStatus.TRUSTED, Reason.USER_ACCEPTED);

        assertThat(read(30).recoveries()).extracting(Recovery::rung).containsExactly((Rung) null);
    }

    @Test
    void goneForLongIsARestartOfTheDeviceAndGoneForHoursIsNot() {
        step(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        cable(10, false);
        cable(50, true);
        cable(60, false);
        cable(60 + 3600, true);

        assertThat(taken(4000)).containsExactly(Rung.RESTART_DEVICE, Rung.REPLUG);
    }

    @Test
    void lockedAfterItCameBackIsARestartOfTheDevice() {
        step(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        cable(10, false);
        step(15, TrustStatus.FAILED, Reason.DEVICE_DETACHED);
        cable(22, true);
        step(23, TrustStatus.AWAITING_UNLOCK, Reason.DEVICE_LOCKED);

        assertThat(taken(25)).containsExactly(Rung.RESTART_DEVICE);
    }

    @Test
    void anotherBootIdIsARestartOfTheHostAndWhatTheCablesDoMeanwhileIsNoRung() {
        step(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        cable(100, false);
        cable(160, true);
        sign(161, Kind.BOOTED);
        sign(170, Kind.USBMUXD_MENDED);

        assertThat(taken(200)).containsExactly(Rung.RESTART_HOST);
    }

    @Test
    void usbmuxdMendedOrUpgradedIsTheFirstRung() {
        step(0, TrustStatus.FAILED, Reason.DEVICE_UNREACHABLE);
        sign(10, Kind.USBMUXD_MENDED);
        sign(500, Kind.USBMUXD_CHANGED);

        assertThat(taken(600)).containsExactly(Rung.HOST_SOFTWARE, Rung.HOST_SOFTWARE);
    }

    @Test
    void hostsThatAreForgottenAreTheResetOfPrivacyAndOnceMoreThatOfTheNetwork() {
        step(0, TrustStatus.FAILED, Reason.ANSWER_NOT_ACCEPTED);
        facts.add(new Forgotten(at(100), "b"));
        assertThat(taken(200)).containsExactly(Rung.RESET_PRIVACY);

        facts.add(new Forgotten(at(300), "b"));
        assertThat(taken(400)).containsExactly(Rung.RESET_PRIVACY, Rung.RESET_NETWORK);
    }

    @Test
    void endingTheTrustFromTheHostEndsTheTroubleWithoutARecovery() {
        step(0, TrustStatus.TIMED_OUT, Reason.DIALOG_UNANSWERED);
        step(5, TrustStatus.UNPAIRED, Reason.BY_US);
        step(9, TrustStatus.TRUSTED, Reason.USER_ACCEPTED);

        assertThat(read(9).trouble()).isEmpty();
        assertThat(read(9).recoveries()).isEmpty();
    }

    @Test
    void aHostThatSaysLessThanBeforeGivesNoSign() {
        HostSigns well = new HostSigns("boot-1", "1.1.1", Set.of());
        HostSigns ill = new HostSigns("boot-1", null, Set.of("usbmuxd-unreachable"));

        assertThat(well.until(ill)).isEmpty();
        assertThat(ill.until(well)).containsExactly(Kind.USBMUXD_MENDED);
        assertThat(well.until(new HostSigns("boot-2", "1.1.2", Set.of()))).containsExactly(Kind.BOOTED, Kind.USBMUXD_CHANGED);
        assertThat(new HostSigns(null, null, Set.of("usbmuxd-socket-open")).usbmuxdAils()).isFalse();
    }

    private void step(long second, TrustStatus state, Reason reason) {
        facts.add(new Step(at(second), state, reason, 1, ++version));
    }

    private void cable(long second, boolean attached) {
        facts.add(new Cable(at(second), attached));
    }

    private void sign(long second, Kind kind) {
        facts.add(new HostSign(at(second), kind));
    }

    private Ladder read(long heard) {
        return Ladder.read(facts, at(heard));
    }

    private List<Rung> taken(long heard) {
        return read(heard).trouble().orElseThrow().taken().stream().map(Trouble.Taken::rung).toList();
    }

    private static Instant at(long second) {
        return T0.plusSeconds(second);
    }
}
