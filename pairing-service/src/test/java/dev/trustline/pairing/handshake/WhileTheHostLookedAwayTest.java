package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.HOST;
import static dev.trustline.pairing.handshake.ModelLab.OURS;
import static dev.trustline.pairing.handshake.ModelLab.PHONE;
import static dev.trustline.pairing.handshake.ModelLab.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.RecordFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a device or its owner did while this service was down, or while its disk took nothing. */
class WhileTheHostLookedAwayTest {
    private final ModelLab lab = new ModelLab();

    private void trustedDuringSetup() {
        lab.knownToPhone.add(OURS.hostId());
        lab.atUsbmuxd = Optional.of(OURS);
        lab.stored = lab.stored.beginAttempt().proven(new VaultEntry.GoodRecord(OURS, RecordFacts.Origin.PAIRED, Instant.now(), true, false));
    }

    /** As the vault has it once the alert is up. */
    private void asked() {
        lab.stored = lab.stored.beginAttempt().withCandidate(OURS).withAlerts(new Alerts(List.of(Instant.now()), 1, false, lab.cable));
    }

    @Test
    void aStartOnTheSameCableProvesNothingOfTrustThatWasGivenDuringSetup() {
        trustedDuringSetup();

        lab.listed();
        assertThat(lab.stored.good().orElseThrow().provisional()).isTrue();
        lab.knownToPhone.clear();
        lab.plugged();

        assertThat(lab.history()).contains("revoked/setup-finished").doesNotContain("revoked/host-forgotten");
    }

    @Test
    void anAttachDuringSetupProvesNothingEither() {
        trustedDuringSetup();
        lab.setupDone = false;

        lab.attached();

        assertThat(lab.stored.good().orElseThrow().provisional()).isTrue();
    }

    @Test
    void anAttachAfterSetupProvesIt() {
        trustedDuringSetup();

        lab.attached();

        assertThat(lab.stored.good().orElseThrow().provisional()).isFalse();
    }

    @Test
    void theOwnerWhoSaidNoMeanwhileHasSaidNoToTheAlertOfBefore() {
        asked();
        lab.denied = true;

        lab.listed();

        assertThat(lab.history()).containsExactly("denied/user-denied");
        assertThat(lab.stored.alerts().denied()).isTrue();
    }

    @Test
    void aNoOnAnotherCableIsNoneToOurAlert() {
        asked();
        lab.cable = 8;
        lab.denied = true;

        lab.listed();

        assertThat(lab.history()).containsExactly("denied/refused-without-alert");
    }

    @Test
    void anAttemptThatGoesOnOnAnotherCableHasRaisedASecondAlert() {
        asked();
        lab.cable = 8;

        lab.listed();

        assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown", "trusted/user-accepted");
        assertThat(lab.stored.alerts().raised()).hasSize(2);
    }

    @Test
    void anAttemptWhoseDeviceIsGoneHasEndedAndIsSaidToHaveOnce() {
        asked();
        lab.cable = 0;

        lab.notListed();
        lab.notListed();

        assertThat(lab.history()).containsExactly("failed/device-detached");
        lab.cable = 8;
        lab.attached();
        assertThat(lab.history()).endsWith("trusted/user-accepted");
        assertThat(lab.stored.attempt()).as("another attempt").isEqualTo(2);
    }

    @Test
    void anAttemptThatIsHeldAndOneWhoseDeviceIsThereHaveNotEnded() {
        asked();
        lab.notListed();
        lab.stored = lab.stored.held("anna");
        lab.cable = 0;
        lab.notListed();

        assertThat(lab.said).isEmpty();
        assertThat(lab.stored.open()).isTrue();
    }

    @Test
    void aDiskThatTakesNothingEndsNoAttempt() {
        lab.afterEachWrite = () -> lab.vaultIsBroken = lab.knownToPhone.contains(nextHostId());

        lab.attached();
        assertThat(lab.history()).as("the tap was heard, and nothing could be kept").containsExactly("awaiting-trust/dialog-shown");
        lab.afterEachWrite = () -> { };
        lab.mended();

        assertThat(lab.history()).containsExactly("awaiting-trust/dialog-shown", "trusted/user-accepted");
        assertThat(lab.prompts).isEqualTo(1);
    }

    @Test
    void aUsbmuxdThatCountsAnewMakesNoNewCableTheOldOne() {
        lab.stored = lab.stored.beginAttempt().withAlerts(new Alerts(List.of(Instant.now()), 1, true, lab.cable)).endAttempt();

        lab.listed();
        assertThat(lab.prompts).as("the owner has said no on this cable").isZero();
        lab.plugBackUnderTheSameNumber();

        assertThat(lab.prompts).isEqualTo(1);
        assertThat(lab.history()).endsWith("trusted/user-accepted");
    }

    @Test
    void aNoThatCouldNotBeKeptIsHeardAgainAndKept() {
        asked();
        lab.denied = true;
        lab.vaultIsBroken = true;

        lab.listed();
        assertThat(lab.said).isEmpty();
        lab.mended();

        assertThat(lab.history()).containsExactly("denied/user-denied");
        assertThat(lab.stored.alerts().denied()).isTrue();
    }

    @Test
    void anAnswerThatCouldNotBeNotedBeginsNoAttempt() {
        lab.denied = true;
        lab.attached();
        int said = lab.history().size();
        lab.vaultIsBroken = true;
        lab.command(new UnpairRequested(PHONE, HOST, "anna"));

        lab.mended();

        assertThat(lab.history()).hasSize(said);
    }

    @Test
    void whatWasHeldHasEndedOnceItIsReleased() {
        asked();
        lab.stored = lab.stored.held("anna");
        lab.cable = 0;
        lab.notListed();
        lab.stored = lab.stored.released();

        lab.notListed();

        assertThat(lab.history()).containsExactly("failed/device-detached");
    }

    private String nextHostId() {
        return lab.stored.candidate().map(c -> c.hostId()).orElse("none yet");
    }

    @Test
    void switchingWifiTakesNoMarkAway() {
        ModelLab trusted = ModelLab.trusted();
        trusted.atUsbmuxd = Optional.of(THEIRS);

        trusted.listed();
        trusted.command(new WifiSetRequested(PHONE, HOST, true, "anna"));

        assertThat(trusted.history()).containsExactly("trusted/record-replaced", "trusted/record-replaced");
    }
}
