package dev.trustline.trust.relation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.result.AwaitingTrust;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.events.result.Verified;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the hosts say: taken in any order of the hosts (each host's own events keep theirs, as its producer and the topic
 * do), each any number of times, and in batches of any size, the relations end the same. A failure names its seed.
 */
class AnyOrderTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<Udid> PHONES = List.of(Udid.parse("00008110001A2B3C4D5E6F70"), Udid.parse("00008110001A2B3C4D5E6F71"));
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);
    private static final int OTHER_ORDERS = 20;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderRepetitionAndSplittingEndsInTheSameRelations(long seed) {
        Random random = new Random(seed);
        List<ReceivedResult> history = history(random);
        Map<RelationKey, Relation> expected = ends(List.of(history));

        for (int i = 0; i < OTHER_ORDERS; i++) {
            assertThat(ends(split(repeated(shuffled(history, random), random), random))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsSuspectedIsExactlyWhatWasNotProvenSinceThePhoneForgotAnotherHost(long seed) {
        Map<RelationKey, Relation> end = ends(List.of(history(new Random(seed))));

        end.values().forEach(r -> assertThat(r.marks().suspected()).as("%s", r).isEqualTo(
                r.state() == TrustStatus.TRUSTED && end.values().stream()
                        .filter(o -> o.key().udid().equals(r.key().udid()) && !o.key().equals(r.key()))
                        .map(o -> o.marks().forgottenAt())
                        .anyMatch(at -> at != null && !r.provenAt().isAfter(at))));
    }

    private static Map<RelationKey, Relation> ends(List<List<ReceivedResult>> batches) {
        Map<RelationKey, Relation> stored = new TreeMap<>();
        for (List<ReceivedResult> results : batches) {
            RelationBatch batch = new RelationBatch(stored, 1);
            results.forEach(batch::add);
            batch.settle();
            batch.changed().forEach(r -> stored.put(r.key(), r));
        }
        // versions count changes, and a batch makes one change of many results
        stored.replaceAll((key, r) -> new Relation(key, r.state(), r.reason(), r.rawError(), r.since(), r.attempt(), r.marks(),
                r.device(), r.record(), r.decidedBy(), r.provenAt(), 0, r.applied(), r.appliedAt(), r.evidence(), r.traceparent()));
        return stored;
    }

    /** What happens to two phones at three hosts, in the order of the broker's clock, which may stand still. */
    private static List<ReceivedResult> history(Random random) {
        List<ReceivedResult> history = new ArrayList<>();
        Map<RelationKey, Long> numbers = new TreeMap<>();
        Instant at = T0;
        int length = 4 + random.nextInt(16);
        for (int i = 0; i < length; i++) {
            at = at.plusSeconds(random.nextInt(3));
            RelationKey key = new RelationKey(PHONES.get(random.nextInt(2)), HOSTS.get(random.nextInt(3)));
            EventId id = new EventId(5, numbers.merge(key, 1L, Long::sum));
            history.add(new ReceivedResult(key, anything(key, random), new Origin(id, id.sequence() - 1, at, "x#" + id, null, null)));
        }
        return history;
    }

    private static PairingResult anything(RelationKey key, Random random) {
        switch (random.nextInt(9)) {
            case 0, 1:
                return new Trusted(facts(key, Reason.USER_ACCEPTED).withRecord(RECORD));
            case 2:
                return new Verified(facts(key, Reason.ALREADY_TRUSTED).withRecord(RECORD));
            case 3:
                return new Verified(facts(key, Reason.RECORD_REPLACED).withRecord(RECORD));
            case 4, 5:
                return new Revoked(facts(key, random.nextInt(4) == 0 ? Reason.EXPIRED_UNUSED : Reason.HOST_FORGOTTEN));
            case 6:
                return new Unpaired(facts(key, Reason.BY_US));
            case 7:
                return random.nextBoolean() ? new AwaitingTrust(facts(key, Reason.DIALOG_SHOWN)) : new Denied(facts(key, Reason.USER_DENIED));
            default:
                return new CommandRejected(key.udid(), key.host(), Rejection.NOT_ATTACHED, null);
        }
    }

    private static ResultFacts facts(RelationKey key, Reason reason) {
        return ResultFacts.of(key.udid(), key.host(), 1, reason);
    }

    /** Another order of the hosts; of each relation the order stays. */
    private static List<ReceivedResult> shuffled(List<ReceivedResult> history, Random random) {
        List<Deque<ReceivedResult>> queues = new ArrayList<>(history.stream()
                .collect(Collectors.groupingBy(ReceivedResult::key, TreeMap::new, Collectors.toCollection(ArrayDeque::new)))
                .values());
        List<ReceivedResult> order = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<ReceivedResult> next = queues.get(random.nextInt(queues.size()));
            order.add(next.remove());
            if (next.isEmpty()) {
                queues.remove(next);
            }
        }
        return order;
    }

    /** The same with repeats of what came before: single ones, and the whole beginning again. */
    private static List<ReceivedResult> repeated(List<ReceivedResult> order, Random random) {
        List<ReceivedResult> all = new ArrayList<>();
        for (ReceivedResult result : order) {
            all.add(result);
            if (random.nextInt(3) == 0) {
                all.add(all.get(random.nextInt(all.size())));
            }
        }
        return random.nextBoolean() ? all : Stream.concat(all.stream(), all.subList(0, random.nextInt(all.size())).stream()).toList();
    }

    private static List<List<ReceivedResult>> split(List<ReceivedResult> all, Random random) {
        List<List<ReceivedResult>> batches = new ArrayList<>();
        int from = 0;
        while (from < all.size()) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(5));
            batches.add(all.subList(from, to));
            from = to;
        }
        return batches;
    }
}
