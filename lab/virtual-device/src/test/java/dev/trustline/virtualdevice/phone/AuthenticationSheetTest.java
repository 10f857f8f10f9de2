package dev.trustline.virtualdevice.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationSheetTest {
    private static final String PRESENTED = "com.apple.LocalAuthentication.ui.presented";
    private static final String DISMISSED = "com.apple.LocalAuthentication.ui.dismissed";
    private static final String SYNC_WILL_START = "com.apple.itunes-mobdev.syncWillStart";
    private static final String SYNC_DID_FINISH = "com.apple.itunes-mobdev.syncDidFinish";

    @Test
    void aBackupIsAnnouncedAskedForAndEnded() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        AuthenticationSheet sheet = test.phone.sheet();
        assertThat(sheet.beginBackup().done()).isTrue();
        assertThat(test.phone.snapshot().sheet()).isEqualTo(new AuthenticationSheet.View(true, true, 1));
        assertThat(sheet.prompt().reason()).contains("already");
        assertThat(sheet.dismiss().done()).isTrue();
        assertThat(sheet.endBackup().done()).isTrue();
        assertThat(test.posted).containsExactly(SYNC_WILL_START, PRESENTED, DISMISSED, SYNC_DID_FINISH);
        assertThat(sheet.endBackup().reason()).contains("no backup");
        assertThat(sheet.dismiss().reason()).contains("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ios=15.8", "no-passcode"})
    void whatHasNoPasscodeOrAnOlderIosNeverAsks(String traits) {
        PhoneUnderTest test = new PhoneUnderTest(traits);
        assertThat(test.phone.sheet().prompt().reason()).contains("never asks");
        assertThat(test.phone.sheet().beginBackup().done()).isTrue();
        assertThat(test.posted).containsExactly(SYNC_WILL_START);
    }

    @Test
    void nobodyAnswersForThreeMinutesAndTheQuestionGoes() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.phone.sheet().prompt();
        test.advance(Duration.ofMinutes(3).toMillis() - 1);
        assertThat(test.phone.snapshot().sheet().up()).isTrue();
        test.advance(1);
        assertThat(test.phone.snapshot().sheet().up()).isFalse();
        assertThat(test.posted).containsExactly(PRESENTED, DISMISSED);
    }

    @Test
    void theQuestionGoesWithTheCableAndNobodyHearsOfIt() {
        PhoneUnderTest test = new PhoneUnderTest("standard");
        test.phone.sheet().beginBackup();
        test.replug();
        assertThat(test.phone.snapshot().sheet()).isEqualTo(new AuthenticationSheet.View(false, false, 1));
        assertThat(test.posted).containsExactly(SYNC_WILL_START, PRESENTED);
    }

    @Test
    void automaticBackupsAskAtEveryConnectionOnceItTrustsSomebody() {
        PhoneUnderTest test = new PhoneUnderTest("automatic-backup-after=1s");
        test.advance(2_000);
        assertThat(test.posted).isEmpty();
        test.pair("A");
        test.phone.trust();
        test.pair("A");
        test.posted.clear();
        for (int connection = 1; connection <= 3; connection++) {
            test.replug();
            test.advance(1_000);
            assertThat(test.phone.snapshot().sheet().shown()).isEqualTo(connection);
        }
        assertThat(test.posted).hasSize(6).startsWith(SYNC_WILL_START, PRESENTED);
    }
}
