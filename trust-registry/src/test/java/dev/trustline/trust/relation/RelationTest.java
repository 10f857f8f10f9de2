package dev.trustline.trust.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.ImpossibleTap;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.Deferred;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelationTest {

    private static final RelationKey KEY = new RelationKey(Udid.parse("00008110001A2B3C4D5E6F70"), "rack-1");
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    private final Relation unknown = Relation.unknown(KEY, T0);

    @Test
    void aFirstResultIsATransitionFromUnknown() {
        Applied applied = unknown.apply(new AwaitingTrust(facts(1, Reason.DIALOG_SHOWN)), origin(5, 1, 0, T0), 100);

        assertThat(applied).isInstanceOfSatisfying(Applied.Transition.class, t -> {
            assertThat(t.transition().from()).isEqualTo(TrustStatus.UNKNOWN);
            assertThat(t.transition().to()).isEqualTo(TrustStatus.AWAITING_TRUST);
            assertThat(t.relation().version()).isEqualTo(100);
            assertThat(t.lost()).isFalse();
        });
    }

    @Test
    void aHostThatIsTooBusyLeavesTheStateUnknownAndSaysWhy() {
        Applied applied = unknown.apply(new Deferred(facts(0, Reason.HOST_BUSY)), origin(5, 1, 0, T0), 100);

        assertThat(applied.relation().state()).isEqualTo(TrustStatus.UNKNOWN);
        assertThat(applied.relation().reason()).isEqualTo(Reason.HOST_BUSY);
        assertThat(applied.relation().apply(new AwaitingTrust(facts(1, Reason.DIALOG_SHOWN)), origin(5, 2, 1, T0), 101))
                .isInstanceOf(Applied.Transition.class);
    }

    @Test
    void aResultThatRepeatsTheStateIsEvidenceAndKeepsSinceAndReason() {
        Relation trusted = trusted();

        Applied applied = trusted.apply(new Verified(facts(1, Reason.ALREADY_TRUSTED).withRecord(RECORD)), origin(5, 2, 1, T0.plusSeconds(60)), 90);

        assertThat(applied).isInstanceOf(Applied.Evidence.class);
        assertThat(applied.relation().since()).isEqualTo(T0);
        assertThat(applied.relation().reason()).isEqualTo(Reason.USER_ACCEPTED);
        assertThat(applied.relation().provenAt()).isEqualTo(T0.plusSeconds(60));
        assertThat(applied.relation().version()).as("rises though the clock went back").isEqualTo(101);
    }

    @Test
    void aRepeatAndALateArrivalAreStale() {
        Relation trusted = trusted();

        assertThat(trusted.apply(new Denied(facts(1, Reason.USER_DENIED)), origin(5, 1, 0, T0), 1)).isInstanceOf(Applied.Stale.class);
        assertThat(trusted.apply(new Denied(facts(1, Reason.USER_DENIED)), origin(4, 9, 0, T0), 1))
                .isInstanceOfSatisfying(Applied.Stale.class, s -> assertThat(s.epochWentBack()).isFalse());
    }

    @Test
    void aLowerEpochThatTheBrokerTookLaterWentBack() {
        Applied applied = trusted().apply(new Denied(facts(1, Reason.USER_DENIED)), origin(4, 9, 0, T0.plusSeconds(1)), 1);

        assertThat(applied).isInstanceOfSatisfying(Applied.Stale.class, s -> assertThat(s.epochWentBack()).isTrue());
        assertThat(applied.relation().state()).isEqualTo(TrustStatus.TRUSTED);
    }

    @Test
    void aGapInOneEpochMeansLostAndANewEpochDoesNot() {
        assertThat(trusted().apply(new Denied(facts(2, Reason.USER_DENIED)), origin(5, 4, 3, T0), 1).lost()).isTrue();
        assertThat(trusted().apply(new Denied(facts(2, Reason.USER_DENIED)), origin(5, 4, 1, T0), 1).lost()).isFalse();
        assertThat(trusted().apply(new Denied(facts(2, Reason.USER_DENIED)), origin(6, 1, 0, T0), 1).lost()).isFalse();
    }

    @Test
    void aRejectionIsNotedSoThatTheNextNumberFits() {
        Applied noted = trusted().note(origin(5, 2, 1, T0), 1);

        assertThat(noted.relation().state()).isEqualTo(TrustStatus.TRUSTED);
        assertThat(noted.relation().apply(new Denied(facts(2, Reason.USER_DENIED)), origin(5, 3, 2, T0), 1).lost()).isFalse();
    }

    @Test
    void aProofThatIsNewerThanTheSuspicionAnswersItAndAnOlderOneDoesNot() {
        Relation suspected = trusted().suspectedSince(T0.plusSeconds(2), 1);

        assertThat(verified(suspected, 2, Reason.ALREADY_TRUSTED).relation().marks().suspected()).isTrue();
        assertThat(verified(suspected, 3, Reason.ALREADY_TRUSTED).relation().marks().suspected()).isFalse();
    }

    @Test
    void aSuspicionStaysBesideACommandsAnswerAndEndsWithTheTrustItIsAbout() {
        Relation suspected = trusted().suspectedSince(T0.plusSeconds(2), 1);

        assertThat(suspected.note(origin(5, 2, 1, T0.plusSeconds(9)), 1).relation().marks().suspectedSince()).isEqualTo(T0.plusSeconds(2));
        assertThat(suspected.apply(new Revoked(facts(1, Reason.HOST_FORGOTTEN)), origin(5, 2, 1, T0.plusSeconds(9)), 1)
                .relation().marks()).isEqualTo(new Marks(null, false, T0.plusSeconds(9)));
    }

    @Test
    void aSuspicionIsAChangeOfTheRelationAndNotOfItsStateOrEvidence() {
        Relation suspected = trusted().suspectedSince(T0, 1);

        assertThat(suspected.version()).isGreaterThan(trusted().version());
        assertThat(suspected).usingRecursiveComparison().ignoringFields("version", "marks").isEqualTo(trusted());
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"RESTORED", "RECORD_REPLACED"})
    void whatAProofFindsIsNotTheReasonForTrust(Reason found) {
        Applied applied = verified(trusted(), 2, found);

        assertThat(applied).isInstanceOf(Applied.Evidence.class);
        assertThat(applied.relation().state()).isEqualTo(TrustStatus.TRUSTED);
        assertThat(applied.relation().reason()).isEqualTo(Reason.USER_ACCEPTED);
        assertThat(verified(applied.relation(), 3, Reason.ALREADY_TRUSTED).relation().reason()).isEqualTo(Reason.USER_ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"RESTORED", "RECORD_REPLACED"})
    void whereNothingBetterIsKnownItIsTheReasonUntilTheNextProof(Reason found) {
        Relation first = verified(unknown, 1, found).relation();

        assertThat(first.reason()).isEqualTo(found);
        assertThat(verified(first, 2, found).relation().reason()).isEqualTo(found);
        assertThat(verified(first, 2, Reason.ALREADY_TRUSTED).relation().reason()).isEqualTo(Reason.ALREADY_TRUSTED);
    }

    @Test
    void aReplacedRecordIsAMarkThatTheNextProofWithoutItClears() {
        Relation replaced = verified(trusted(), 2, Reason.RECORD_REPLACED).relation();

        assertThat(replaced.marks().recordReplaced()).isTrue();
        assertThat(verified(replaced, 3, Reason.RECORD_REPLACED).relation().marks().recordReplaced()).isTrue();
        assertThat(verified(replaced, 3, Reason.ALREADY_TRUSTED).relation().marks().recordReplaced()).isFalse();
        assertThat(verified(replaced, 3, Reason.RESTORED).relation().marks().recordReplaced()).isFalse();
    }

    @Test
    void aReplacedRecordStaysMarkedUntilThereIsAProofOrNoRecordAtAll() {
        Relation replaced = verified(trusted(), 2, Reason.RECORD_REPLACED).relation();

        assertThat(replaced.note(origin(5, 3, 2, T0), 1).relation().marks().recordReplaced()).isTrue();
        assertThat(replaced.apply(new Denied(facts(2, Reason.USER_DENIED)), origin(5, 3, 2, T0), 1).relation().marks().recordReplaced()).isTrue();
        assertThat(replaced.apply(new Unpaired(facts(1, Reason.BY_US)), origin(5, 3, 2, T0), 1).relation().marks().recordReplaced()).isFalse();
    }

    @Test
    void whatTheDeviceSaidBeforeIsKept() {
        Relation named = unknown.apply(new AwaitingTrust(facts(1, Reason.DIALOG_SHOWN)
                .withDevice(new DeviceFacts("Anna's phone", "iPhone14,5", null, null))), origin(5, 1, 0, T0), 1).relation();
        Relation next = named.apply(new Denied(facts(1, Reason.USER_DENIED)
                .withDevice(new DeviceFacts(null, null, "17.5", null))), origin(5, 2, 1, T0), 1).relation();

        assertThat(next.device()).isEqualTo(new DeviceFacts("Anna's phone", "iPhone14,5", "17.5", null));
    }

    @Test
    void anUnpairedRelationHasNoRecord() {
        Relation unpaired = trusted().apply(new Unpaired(facts(1, Reason.USER_DENIED)), origin(5, 2, 1, T0), 1).relation();

        assertThat(unpaired.record()).isNull();
        assertThat(trusted().apply(new Denied(facts(2, Reason.USER_DENIED)), origin(5, 2, 1, T0), 1).relation().record()).isEqualTo(RECORD);
    }

    @Test
    void whatAnotherHostEndedIsUnpairedUnlessThisHostHasSpokenLater() {
        Applied.Transition ended = trusted().endedElsewhere(origin(8, 3, 2, T0.plusSeconds(5)), 1).orElseThrow();

        assertThat(ended.relation().state()).isEqualTo(TrustStatus.UNPAIRED);
        assertThat(ended.relation().record()).isNull();
        assertThat(ended.relation().applied()).as("its own number stays").isEqualTo(trusted().applied());
        assertThat(ended.transition().reason()).isEqualTo(Reason.BY_US);
        assertThat(ended.relation().endedElsewhere(origin(8, 4, 3, T0.plusSeconds(6)), 1)).isEmpty();
        assertThat(verified(trusted(), 9, Reason.ALREADY_TRUSTED).relation().endedElsewhere(origin(8, 3, 2, T0.plusSeconds(5)), 1)).isEmpty();
    }

    @Test
    void aDepositedHostIdStaysWithItsRecordAndEndsWithAnother() {
        Relation deposited = trusted().apply(new Verified(facts(1, Reason.ALREADY_TRUSTED).withRecord(RECORD.withSealedHostId("YQ=="))),
                origin(5, 2, 1, T0), 1).relation();
        RecordFacts another = new RecordFacts("cd".repeat(32), RecordFacts.Origin.ADOPTED, true, false, false);

        assertThat(verified(deposited, 3, Reason.ALREADY_TRUSTED).relation().record().sealedHostId()).isEqualTo("YQ==");
        assertThat(deposited.apply(new Verified(facts(1, Reason.ADOPTED).withRecord(another)), origin(5, 3, 2, T0), 1).relation().record())
                .isEqualTo(another);
    }

    @Test
    void anOddTapStaysWithTheTrustThatItLedToAndWifiIsAsLastSaid() {
        ResultFacts odd = facts(1, Reason.USER_ACCEPTED).withRecord(RECORD).withImpossibleTap(ImpossibleTap.TOO_FAST).withWifiConnections(true);
        Applied.Transition applied = (Applied.Transition) unknown.apply(new Trusted(odd), origin(5, 1, 0, T0), 1);

        assertThat(applied.transition().impossibleTap()).isEqualTo(ImpossibleTap.TOO_FAST);
        Marks proven = verified(applied.relation(), 2, Reason.ALREADY_TRUSTED).relation().marks();
        assertThat(proven.impossibleTap()).isEqualTo(ImpossibleTap.TOO_FAST);
        assertThat(proven.wifiConnections()).isTrue();
        assertThat(applied.relation().apply(new Trusted(facts(2, Reason.USER_ACCEPTED).withRecord(RECORD)), origin(5, 2, 1, T0), 1).relation().marks().impossibleTap())
                .isNull();
    }

    private static Applied verified(Relation before, long sequence, Reason reason) {
        return before.apply(new Verified(facts(1, reason).withRecord(RECORD)), origin(5, sequence, sequence - 1, T0.plusSeconds(sequence)), 1);
    }

    private Relation trusted() {
        return unknown.apply(new Trusted(facts(1, Reason.USER_ACCEPTED).withRecord(RECORD)), origin(5, 1, 0, T0), 100).relation();
    }

    private static ResultFacts facts(int attempt, Reason reason) {
        return ResultFacts.of(KEY.udid(), KEY.host(), attempt, reason);
    }

    private static Origin origin(long epoch, long sequence, long previous, Instant at) {
        EventId id = new EventId(epoch, sequence);
        return new Origin(id, previous, at, "/hosts/rack-1/pairing-service#" + id, null, null);
    }
}
