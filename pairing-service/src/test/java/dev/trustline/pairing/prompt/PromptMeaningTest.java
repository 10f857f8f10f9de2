package dev.trustline.pairing.prompt;

import static dev.trustline.pairing.prompt.PromptSource.Notice.DISMISSED;
import static dev.trustline.pairing.prompt.PromptSource.Notice.PRESENTED;
import static dev.trustline.pairing.prompt.PromptSource.Notice.SYNC_BEGINS;
import static dev.trustline.pairing.prompt.PromptSource.Notice.SYNC_ENDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.Udid;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A sheet means a backup only while one is announced (S4a), on a clock that stands still. */
class PromptMeaningTest {
    private static final Udid UDID = new Udid("00008110-001A2B3C4D5E6F70");
    private static final String HOST = "bench-7";
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private long now = Long.MAX_VALUE - 5;
    private final PromptMeaning meaning = new PromptMeaning(UDID, HOST, WINDOW, () -> now);

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void withoutAnAnnouncementNobodyKnowsWhatItIsFor() {
        assertThat(meaning.heard(PRESENTED)).contains(new AuthenticationPromptRequested(UDID, HOST));
        assertThat(meaning.heard(DISMISSED)).contains(new AuthenticationPromptResolved(UDID, HOST, null));
    }

    @Test
    void afterAnAnnouncementByCommandItIsTheQuestionAboutTheBackupUntilTheTimeIsOver() {
        meaning.announce(Duration.ofSeconds(60));
        after(Duration.ofSeconds(59));
        assertThat(meaning.heard(PRESENTED)).contains(new BackupConsentRequested(UDID, HOST, BackupAnnouncement.COMMAND));
        assertThat(meaning.heard(DISMISSED)).contains(new BackupConsentResolved(UDID, HOST));
        after(Duration.ofSeconds(1));
        assertThat(meaning.heard(PRESENTED)).contains(new AuthenticationPromptRequested(UDID, HOST));
    }

    @Test
    void aProgramThatBeginsToSynchroniseAnnouncesOneTooUntilItHasFinished() {
        assertThat(meaning.heard(SYNC_BEGINS)).isEmpty();
        assertThat(meaning.heard(PRESENTED)).contains(new BackupConsentRequested(UDID, HOST, BackupAnnouncement.DEVICE));
        assertThat(meaning.heard(DISMISSED)).contains(new BackupConsentResolved(UDID, HOST));
        assertThat(meaning.heard(SYNC_ENDS)).isEmpty();
        assertThat(meaning.heard(PRESENTED)).contains(new AuthenticationPromptRequested(UDID, HOST));
    }

    @Test
    void aProgramThatNeverFinishesAnnouncesForTheWindowOnly() {
        meaning.heard(SYNC_BEGINS);
        after(WINDOW);
        assertThat(meaning.announced()).isEmpty();
        assertThat(meaning.heard(PRESENTED)).contains(new AuthenticationPromptRequested(UDID, HOST));
    }

    @Test
    void whatHasFinishedWasWhatTheCommandAnnouncedToo() {
        meaning.announce(Duration.ofHours(12));
        meaning.heard(SYNC_BEGINS);
        meaning.heard(SYNC_ENDS);
        assertThat(meaning.announced()).isEmpty();
    }

    @Test
    void zeroSecondsEndEveryAnnouncement() {
        meaning.announce(Duration.ofHours(1));
        meaning.heard(SYNC_BEGINS);
        meaning.announce(Duration.ZERO);
        assertThat(meaning.announced()).isEmpty();
    }

    @Test
    void aQuestionKeepsItsMeaningWhileItIsUp() {
        meaning.announce(Duration.ofSeconds(60));
        meaning.heard(PRESENTED);
        after(Duration.ofMinutes(3));
        assertThat(meaning.heard(DISMISSED)).as("the announcement has ended meanwhile").contains(new BackupConsentResolved(UDID, HOST));
        meaning.heard(PRESENTED);
        meaning.announce(Duration.ofSeconds(60));
        assertThat(meaning.heard(DISMISSED)).as("the announcement came later").contains(new AuthenticationPromptResolved(UDID, HOST, null));
    }

    @Test
    void whatIsSaidAgainWhileItIsUpCountsOnce() {
        meaning.announce(Duration.ofSeconds(60));
        assertThat(meaning.heard(PRESENTED)).isPresent();
        assertThat(meaning.heard(PRESENTED)).isEmpty();
        assertThat(meaning.heard(DISMISSED)).isPresent();
    }

    @Test
    void aQuestionThatCameUpUnheardIsToldToBeGone() {
        assertThat(meaning.heard(DISMISSED)).contains(new AuthenticationPromptResolved(UDID, HOST, null));
        meaning.announce(Duration.ofSeconds(60));
        assertThat(meaning.heard(DISMISSED)).contains(new BackupConsentResolved(UDID, HOST));
    }

    @Test
    void whatTheCableTakesAwayIsOutOfSightAndNobodySaysThatItWasAnswered() {
        assertThat(meaning.outOfSight()).as("nothing is up").isEmpty();
        meaning.heard(SYNC_BEGINS);
        meaning.heard(PRESENTED);
        assertThat(meaning.outOfSight()).contains(new BackupConsentResolved(UDID, HOST, true));
        assertThat(meaning.announced()).as("a program's announcement ends with the cable").isEmpty();
        meaning.announce(Duration.ofSeconds(60));
        assertThat(meaning.outOfSight()).isEmpty();
        assertThat(meaning.announced()).as("a person's does not").contains(BackupAnnouncement.COMMAND);
    }
}
