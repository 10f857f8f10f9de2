package dev.trustline.pairing.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Verified;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.lockdown.pairing.RsaKeys;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.prompt.PromptSource.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/** Who is listened to and when, without phones and without waiting. */
class PromptWatchesTest {
    private static final String HOST = "bench-7";
    private static final Udid FIRST = new Udid("00008110-0000000000000001");
    private static final Udid SECOND = new Udid("00008110-0000000000000002");
    private static final PairRecord RECORD = record();

    private final Map<Udid, Attachment> cables = new HashMap<>();
    private final Map<Udid, PromptSource.Ear> ears = new HashMap<>();
    private final Deque<Answer<PromptSource.Hearing>> answers = new ArrayDeque<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<PairingResult> said = new ArrayList<>();
    private final List<Udid> doubts = new ArrayList<>();
    private int opened;
    private int closed;
    private long now;

    private static PairRecord record() {
        HostIdentity identity = HostIdentity.generate();
        SubjectPublicKeyInfo key = RsaKeys.info(RsaKeys.generate().getPublic());
        return PairingCertificates.issue(identity, key, "BUID", Instant.now());
    }

    private PromptWatches watches(int most) {
        return new PromptWatches(new PromptWatches.Parts(this::listen, this::find, udid -> Optional.of(RECORD),
                (result, origin, answering, written) -> said.add(result), doubts::add, this::later, () -> now,
                new PromptWatches.Settings(HOST, most, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(5))));
    }

    private Answer<PromptSource.Hearing> listen(Attachment attachment, PairRecord record, PromptSource.Ear ear) {
        opened++;
        ears.put(attachment.udid(), ear);
        return answers.isEmpty() ? new Answer.Given<>(() -> closed++) : answers.poll();
    }

    private Answer<Attachment> find(Udid udid) {
        return cables.containsKey(udid) ? new Answer.Given<>(cables.get(udid)) : new Answer.None<>(Trouble.NOT_ATTACHED);
    }

    private void later(Duration delay, Runnable task) {
        delays.add(delay);
        later.add(task);
    }

    private void runLater() {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    private void plug(Udid udid, int deviceId) {
        cables.put(udid, new Attachment(udid, deviceId, false));
    }

    private static Verified proven(Udid udid, String version) {
        RecordFacts record = new RecordFacts(RECORD.fingerprint(), RecordFacts.Origin.PAIRED, true, false, false);
        return new Verified(ResultFacts.of(udid, HOST, 1, Reason.ALREADY_TRUSTED).withRecord(record)
                .withDevice(new DeviceFacts(null, null, version, null)));
    }

    private static Revoked forgotten(Udid udid) {
        return new Revoked(ResultFacts.of(udid, HOST, 1, Reason.HOST_FORGOTTEN));
    }

    @Test
    void aPhoneIsListenedToFromItsProofUntilTheCableIsPulled() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "17.5.1"));
        assertThat(watches.opening()).isEqualTo(1);
        runLater();
        assertThat(watches.listening()).isEqualTo(1);
        watches.heard(proven(FIRST, "17.5.1"));
        runLater();
        assertThat(opened).as("another proof changes nothing").isEqualTo(1);
        ears.get(FIRST).heard(Notice.PRESENTED);
        assertThat(said).containsExactly(new AuthenticationPromptRequested(FIRST, HOST));
        cables.remove(FIRST);
        watches.gone(FIRST);
        assertThat(said).hasSize(2).last().hasToString("AuthenticationPromptResolved[udid=" + FIRST + ", host=bench-7, outOfSight=true]");
        assertThat(closed).isEqualTo(1);
        ears.get(FIRST).heard(Notice.PRESENTED);
        assertThat(said).as("an old connection says nothing").hasSize(2);
    }

    @Test
    void anAnnouncementHoldsBeforeThePhoneIsPluggedInAndIsItsOwnOnly() {
        PromptWatches watches = watches(10);
        assertThat(watches.announce(FIRST, Duration.ofHours(1))).isTrue();
        plug(FIRST, 1);
        plug(SECOND, 2);
        watches.heard(proven(FIRST, "16.1"));
        watches.heard(proven(SECOND, "16.1"));
        runLater();
        ears.get(FIRST).heard(Notice.PRESENTED);
        ears.get(SECOND).heard(Notice.PRESENTED);
        assertThat(said).hasExactlyElementsOfTypes(BackupConsentRequested.class, AuthenticationPromptRequested.class);
    }

    @Test
    void anOlderPhoneNeverAsksAndIsNotListenedTo() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "15.8.2"));
        runLater();
        assertThat(opened).isZero();
        watches.heard(proven(FIRST, null));
        runLater();
        assertThat(opened).as("a phone that does not tell its version").isEqualTo(1);
    }

    @Test
    void aPhoneThatHangsUpIsListenedToAgainWithLongerAndLongerPauses() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        for (int i = 0; i < 4; i++) {
            ears.get(FIRST).ended();
            runLater();
        }
        assertThat(delays).extracting(Duration::toSeconds).containsExactly(0L, 1L, 2L, 4L, 5L);
        now += Duration.ofMinutes(2).toNanos();
        ears.get(FIRST).ended();
        assertThat(delays).last().as("after a good while").isEqualTo(Duration.ofSeconds(1));
        assertThat(doubts).isEmpty();
    }

    @Test
    void whatDoesNotOpenSaysNothingOfTrustAndIsTriedAgain() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        answers.add(new Answer.None<>(Trouble.SESSION_BROKEN));
        answers.add(new Answer.Refused<>(DeviceErrorKind.PASSWORD_PROTECTED, "PasswordProtected"));
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        assertThat(opened).isEqualTo(3);
        assertThat(watches.listening()).isEqualTo(1);
        assertThat(said).isEmpty();
        assertThat(doubts).isEmpty();
    }

    @Test
    void aPhoneThatDoesNotKnowTheHostIsVerifiedAndNotAskedAgainBeforeThat() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        answers.add(new Answer.Refused<>(DeviceErrorKind.INVALID_HOST_ID, "InvalidHostID"));
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        assertThat(doubts).containsExactly(FIRST);
        assertThat(opened).isEqualTo(1);
        assertThat(watches.opening()).isZero();
        watches.heard(proven(FIRST, "17.0"));
        assertThat(delays).last().as("no loop of proofs and doubts").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void trustThatHasEndedEndsTheListening() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        watches.heard(forgotten(FIRST));
        assertThat(closed).isEqualTo(1);
        assertThat(watches.listening()).isZero();
    }

    @Test
    void whoIsOneTooManyGetsThePlaceThatIsFree() {
        PromptWatches watches = watches(1);
        plug(FIRST, 1);
        plug(SECOND, 2);
        watches.heard(proven(FIRST, "17.0"));
        watches.heard(proven(SECOND, "17.0"));
        runLater();
        assertThat(ears).containsOnlyKeys(FIRST);
        assertThat(watches.unwatched()).isEqualTo(1);
        watches.gone(FIRST);
        runLater();
        assertThat(ears).containsKey(SECOND);
        assertThat(watches.unwatched()).isZero();
    }

    @Test
    void anotherAttachmentIsListenedToAnew() {
        PromptWatches watches = watches(10);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        plug(FIRST, 7);
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        assertThat(opened).isEqualTo(2);
        assertThat(closed).isEqualTo(1);
        assertThat(watches.listening()).isEqualTo(1);
    }

    @Test
    void withoutPlacesNobodyIsListenedToAndNothingIsNoted() {
        PromptWatches watches = watches(0);
        plug(FIRST, 1);
        watches.heard(proven(FIRST, "17.0"));
        runLater();
        assertThat(opened).isZero();
        assertThat(watches.announce(FIRST, Duration.ofMinutes(1))).isFalse();
    }
}
