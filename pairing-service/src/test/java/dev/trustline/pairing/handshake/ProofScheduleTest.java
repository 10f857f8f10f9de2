package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.ProofSchedule.Due;
import dev.trustline.pairing.handshake.ProofSchedule.Relation;
import dev.trustline.pairing.handshake.Verification.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** S10: a belief has an age, and is made knowledge again in time. */
class ProofScheduleTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration EVERY = Duration.ofHours(12);

    private static ProofSchedule schedule(Duration every, boolean keepAlive, int atOnce) {
        return new ProofSchedule(new ProofSchedule.Settings(every, keepAlive, atOnce));
    }

    private static Udid phone(int number) {
        return Udid.parse("00008110-%016X".formatted(number));
    }

    private static List<Relation> provenAt(Instant at, int phones) {
        return IntStream.range(0, phones).mapToObj(i -> new Relation(phone(i), at)).toList();
    }

    @Test
    void aRelationIsProvenAgainWithinAFifthOfTheTimeAndNotBefore() {
        ProofSchedule schedule = schedule(EVERY, true, 100);
        List<Relation> phones = provenAt(START, 50);
        assertThat(schedule.next(START.plus(Duration.ofMinutes(575)), phones)).isEmpty();
        assertThat(schedule.next(START.plus(Duration.ofMinutes(865)), phones)).hasSize(50)
                .allSatisfy(due -> assertThat(due.occasion()).isEqualTo(Occasion.SCHEDULE));
    }

    @Test
    void phonesThatWerePluggedInTogetherAreSpread() {
        List<Relation> phones = provenAt(START, 200);
        int most = 0;
        ProofSchedule schedule = schedule(EVERY, true, 1000);
        for (int minute = 570; minute < 870; minute += 10) {
            most = Math.max(most, schedule.next(START.plus(Duration.ofMinutes(minute)), phones).size());
        }
        assertThat(most).isBetween(1, 40);
    }

    @Test
    void noMoreThanSoManyAreUnderWayAndTheOldestComeFirst() {
        ProofSchedule schedule = schedule(EVERY, true, 2);
        List<Relation> phones = new ArrayList<>(provenAt(START, 4));
        phones.add(new Relation(phone(9), START.minus(Duration.ofDays(1))));
        Instant later = START.plus(Duration.ofHours(15));
        List<Due> first = schedule.next(later, phones);
        assertThat(first).hasSize(2).first().isEqualTo(new Due(phone(9), Occasion.SCHEDULE));
        assertThat(schedule.next(later, phones)).isEmpty();
        schedule.done(phone(9));
        assertThat(schedule.next(later, phones)).hasSize(1).doesNotContainAnyElementsOf(first);
        assertThat(schedule.next(later.plusSeconds(61), phones)).as("what waits for an unlock holds nobody up").hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void oneThatCouldNotBeProvenIsNotTriedAgainAtOnce() {
        ProofSchedule schedule = schedule(EVERY, true, 2);
        List<Relation> phones = provenAt(START, 1);
        Instant later = START.plus(Duration.ofHours(15));
        assertThat(schedule.next(later, phones)).hasSize(1);
        schedule.done(phone(0));
        assertThat(schedule.next(later.plus(Duration.ofHours(9)), phones)).isEmpty();
        assertThat(schedule.next(later.plus(Duration.ofHours(15)), phones)).hasSize(1);
    }

    @Test
    void zeroIsNever() {
        assertThat(schedule(Duration.ZERO, false, 2).next(START.plus(Duration.ofDays(29)), provenAt(START, 3))).isEmpty();
    }

    @Test
    void theThirtyDaysNeverPassAndOneThatDoesNotAnswerIsTriedEverySixHours() {
        ProofSchedule schedule = schedule(Duration.ZERO, true, 2);
        List<Relation> phones = provenAt(START, 1);
        assertThat(schedule.next(START.plus(Duration.ofDays(20)).minusSeconds(1), phones)).isEmpty();
        Instant due = START.plus(Duration.ofDays(20));
        assertThat(schedule.next(due, phones)).containsExactly(new Due(phone(0), Occasion.KEEP_ALIVE));
        schedule.done(phone(0));
        assertThat(schedule.next(due.plus(Duration.ofHours(5)), phones)).isEmpty();
        assertThat(schedule.next(due.plus(Duration.ofHours(6)), phones)).containsExactly(new Due(phone(0), Occasion.KEEP_ALIVE));
        schedule.done(phone(0));
        assertThat(schedule.next(due.plus(Duration.ofHours(12)), provenAt(due.plus(Duration.ofHours(6)), 1))).as("proven").isEmpty();
    }
}
