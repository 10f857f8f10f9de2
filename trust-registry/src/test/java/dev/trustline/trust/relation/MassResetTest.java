package dev.trustline.trust.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Released;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MassResetTest {

    private static final Udid PHONE = Udid.parse("00008110001A2B3C4D5E6F70");
    private static final Udid OTHER = Udid.parse("00008110001A2B3C4D5E6F71");
    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    private final Map<RelationKey, Relation> stored = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    @Test
    void aForgottenHostMakesThePhonesOtherTrustedRelationsSuspected() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), trusted(PHONE, "c", 3), trusted(OTHER, "b", 4));

        RelationBatch batch = take(revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        assertThat(since(PHONE, "b")).isEqualTo(T0.plusSeconds(10));
        assertThat(since(PHONE, "c")).isEqualTo(T0.plusSeconds(10));
        assertThat(since(PHONE, "a")).as("it is revoked, not doubtful").isNull();
        assertThat(since(OTHER, "b")).as("another phone").isNull();
        assertThat(batch.suspected()).containsExactly(key(PHONE, "b"), key(PHONE, "c"));
        assertThat(batch.changed()).as("published, in key order").extracting(Relation::key)
                .containsExactly(key(PHONE, "a"), key(PHONE, "b"), key(PHONE, "c"));
        assertThat(batch.transitions()).as("the state is the same").hasSize(1);
    }

    @Test
    void aProofAnswersTheSuspicionOfItsOwnHostOnly() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), trusted(PHONE, "c", 3), revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        RelationBatch batch = take(verified(PHONE, "b", 11));

        assertThat(since(PHONE, "b")).isNull();
        assertThat(since(PHONE, "c")).isEqualTo(T0.plusSeconds(10));
        assertThat(batch.suspected()).isEmpty();
    }

    @Test
    void whatWasProvenAfterTheResetIsNotSuspectedThoughTheNewsComesLate() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), verified(PHONE, "b", 11));

        take(revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        assertThat(since(PHONE, "b")).isNull();
    }

    @Test
    void aProofFromBeforeTheResetThatComesLateAnswersNothing() {
        take(trusted(PHONE, "a", 1), revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        take(trusted(PHONE, "b", 9));

        assertThat(since(PHONE, "b")).isEqualTo(T0.plusSeconds(10));
    }

    @Test
    void aNewPairingOfTheForgottenHostProvesNothingOfTheOthers() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        take(trusted(PHONE, "a", 20));

        assertThat(since(PHONE, "b")).isEqualTo(T0.plusSeconds(10));
        assertThat(since(PHONE, "a")).isNull();
    }

    @Test
    void theConfirmedResetClearsTheMarkAndASecondOneIsNews() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN),
                revoked(PHONE, "b", 12, Reason.HOST_FORGOTTEN), trusted(PHONE, "a", 14), trusted(PHONE, "b", 15));
        assertThat(since(PHONE, "a")).isNull();
        assertThat(since(PHONE, "b")).isNull();

        RelationBatch batch = take(revoked(PHONE, "a", 20, Reason.HOST_FORGOTTEN));

        assertThat(batch.suspected()).containsExactly(key(PHONE, "b"));
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"EXPIRED_UNUSED", "SETUP_FINISHED", "DEVICE_KEY_CHANGED"})
    void trustThatEndsInAnotherWayIsNoSignOfAReset(Reason reason) {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), revoked(PHONE, "a", 10, reason));

        assertThat(since(PHONE, "b")).isNull();
    }

    @Test
    void aHostWhoseTrustWasEndedByAnOperatorIsNoSignWhenItHearsOfIt() {
        take(trusted(PHONE, "a", 1), trusted(PHONE, "b", 2), result(new Unpaired(facts(PHONE, "a", Reason.BY_US)), "a", 5),
                revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN));

        assertThat(since(PHONE, "b")).isNull();
    }

    @Test
    void aRepeatIsNoNews() {
        ReceivedResult reset = revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN);
        take(trusted(PHONE, "b", 2), reset);

        RelationBatch again = take(reset, result(new Released(PHONE, "b"), "b", 12));

        assertThat(again.suspected()).isEmpty();
        assertThat(since(PHONE, "b")).isEqualTo(T0.plusSeconds(10));
    }

    @Test
    void aRelationThatIsNotTrustedIsNotDoubtful() {
        take(result(new Denied(facts(PHONE, "b", Reason.USER_DENIED)), "b", 1), trusted(PHONE, "a", 2));

        assertThat(take(revoked(PHONE, "a", 10, Reason.HOST_FORGOTTEN)).suspected()).isEmpty();
    }

    private RelationBatch take(ReceivedResult... results) {
        RelationBatch batch = new RelationBatch(stored, 1);
        List.of(results).forEach(batch::add);
        batch.settle();
        batch.changed().forEach(r -> stored.put(r.key(), r));
        return batch;
    }

    private Instant since(Udid phone, String host) {
        return stored.get(key(phone, host)).marks().suspectedSince();
    }

    private ReceivedResult trusted(Udid phone, String host, int second) {
        return result(new Trusted(facts(phone, host, Reason.USER_ACCEPTED).withRecord(RECORD)), host, second);
    }

    private ReceivedResult verified(Udid phone, String host, int second) {
        return result(new Verified(facts(phone, host, Reason.ALREADY_TRUSTED).withRecord(RECORD)), host, second);
    }

    private ReceivedResult revoked(Udid phone, String host, int second, Reason reason) {
        return result(new Revoked(facts(phone, host, reason)), host, second);
    }

    private ReceivedResult result(PairingResult data, String host, int second) {
        EventId id = new EventId(5, numbers.merge(data.subject() + host, 1, Integer::sum));
        return new ReceivedResult(key(Udid.parse(data.subject()), host), data,
                new Origin(id, id.sequence() - 1, T0.plusSeconds(second), "x#" + id, null, null));
    }

    private static RelationKey key(Udid phone, String host) {
        return new RelationKey(phone, host);
    }

    private static ResultFacts facts(Udid phone, String host, Reason reason) {
        return ResultFacts.of(phone, host, 1, reason);
    }
}
