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
import dev.trustline.events.result.Failed;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.LostHostUnpaired;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the hosts say: taken in any order of the hosts (each host's own events keep theirs, as its producer and the topic
 * do), each any number of times, and in batches of any size, the relations and the holds end the same. A failure names the
 * shortest history that shows it.
 */
class AnyOrderTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<Udid> PHONES = List.of(Udid.parse("00008110001A2B3C4D5E6F70"), Udid.parse("00008110001A2B3C4D5E6F71"));
    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    /** What a host may say of a phone, or of itself. */
    enum Said {
        TRUSTED, TRUSTED_AGAIN, PROVEN, REPLACED, FORGOTTEN, FORGOTTEN_AGAIN, EXPIRED, UNPAIRED, ASKED, DENIED, FAILED, REJECTED, HELD, RELEASED,
        LOST_HOST_ENDED
    }

    /** One thing that a host says, so many seconds after the one before, by the broker's clock, which may stand still. */
    record Step(int phone, int host, Said said, int seconds) {}

    @Provide
    Arbitrary<List<Step>> histories() {
        return histories(Said.LOST_HOST_ENDED);
    }

    @Provide
    Arbitrary<List<Step>> historiesWithLostHosts() {
        return histories(null);
    }

    private static Arbitrary<List<Step>> histories(Said without) {
        return Combinators.combine(Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 2),
                        Arbitraries.of(Said.values()).filter(s -> s != without), Arbitraries.integers().between(0, 2))
                .as(Step::new).list().ofMinSize(2).ofMaxSize(20);
    }

    @Property(tries = 2000)
    void anyOrderRepetitionAndSplittingEndsInTheSameRelations(@ForAll("histories") List<Step> steps, @ForAll Random random) {
        List<ReceivedResult> history = received(steps);

        End end = ends(split(repeated(shuffled(history, ReceivedResult::key, random), random), random));

        assertThat(end).isEqualTo(ends(List.of(history)));
    }

    /** What one host says of another's trust counts from then on, so here the order within a device's partition stays, as on the topic. */
    @Property(tries = 1000)
    void withLostHostsToAnyOrderOfTheDevicesRepetitionAndSplittingEndsInTheSameRelations(
            @ForAll("historiesWithLostHosts") List<Step> steps, @ForAll Random random) {
        List<ReceivedResult> history = received(steps);

        End end = ends(split(repeated(shuffled(history, AnyOrderTest::partition, random), random), random));

        assertThat(end).isEqualTo(ends(List.of(history)));
    }

    @Property(tries = 500)
    void whatIsSuspectedIsExactlyWhatWasNotProvenSinceThePhoneForgotAnotherHost(@ForAll("histories") List<Step> steps) {
        Map<RelationKey, Relation> end = ends(List.of(received(steps))).relations();

        end.values().forEach(r -> assertThat(r.marks().suspected()).as("%s", r).isEqualTo(
                r.state() == TrustStatus.TRUSTED && end.values().stream()
                        .filter(o -> o.key().udid().equals(r.key().udid()) && !o.key().equals(r.key()))
                        .map(o -> o.marks().forgottenAt())
                        .anyMatch(at -> at != null && !r.provenAt().isAfter(at))));
    }

    /** How it ends: the relations, and which hosts are held. */
    record End(Map<RelationKey, Relation> relations, Map<String, HostHoldNote> holds) {}

    private static End ends(List<List<ReceivedResult>> batches) {
        Map<RelationKey, Relation> stored = new TreeMap<>();
        Map<String, HostHoldNote> holds = new TreeMap<>();
        for (List<ReceivedResult> results : batches) {
            RelationBatch batch = new RelationBatch(stored, 1);
            results.forEach(batch::add);
            batch.settle();
            batch.changed().forEach(r -> stored.put(r.key(), r));
            batch.hostHolds().forEach(h -> holds.merge(h.host(), h, HostHoldNote::orNewer));
        }
        // versions count changes, and a batch makes one change of many results
        stored.replaceAll((key, r) -> new Relation(key, r.state(), r.reason(), r.rawError(), r.since(), r.attempt(), r.marks(),
                r.device(), r.record(), r.decidedBy(), r.provenAt(), 0, r.applied(), r.appliedAt(), r.evidence(), r.traceparent()));
        holds.replaceAll((host, h) -> new HostHoldNote(host, h.since() == null ? null : T0, h.heldBy(), h.why(), h.said()));
        return new End(stored, holds);
    }

    /** As the broker takes it. Of a relation the numbers rise by one, and so do those of what a host says of itself. */
    private static List<ReceivedResult> received(List<Step> steps) {
        List<ReceivedResult> history = new ArrayList<>();
        Map<String, Long> numbers = new TreeMap<>();
        Instant at = T0;
        for (Step step : steps) {
            at = at.plusSeconds(step.seconds());
            RelationKey key = new RelationKey(PHONES.get(step.phone()), HOSTS.get(step.host()));
            boolean ofTheHost = step.said() == Said.HELD || step.said() == Said.RELEASED;
            EventId id = new EventId(5, numbers.merge(ofTheHost ? key.host() : key.toString(), 1L, Long::sum));
            history.add(new ReceivedResult(ofTheHost ? null : key, data(step.said(), key), new Origin(id, id.sequence() - 1, at, key.host() + "#" + id, null, null)));
        }
        return history;
    }

    private static PairingResult data(Said said, RelationKey key) {
        return switch (said) {
            case TRUSTED, TRUSTED_AGAIN -> new Trusted(facts(key, Reason.USER_ACCEPTED).withRecord(RECORD));
            case PROVEN -> new Verified(facts(key, Reason.ALREADY_TRUSTED).withRecord(RECORD));
            case REPLACED -> new Verified(facts(key, Reason.RECORD_REPLACED).withRecord(RECORD));
            case FORGOTTEN, FORGOTTEN_AGAIN -> new Revoked(facts(key, Reason.HOST_FORGOTTEN));
            case EXPIRED -> new Revoked(facts(key, Reason.EXPIRED_UNUSED));
            case UNPAIRED -> new Unpaired(facts(key, Reason.BY_US));
            case ASKED -> new AwaitingTrust(facts(key, Reason.DIALOG_SHOWN));
            case DENIED -> new Denied(facts(key, Reason.USER_DENIED));
            case FAILED -> new Failed(facts(key, Reason.DEVICE_DETACHED));
            case REJECTED -> new CommandRejected(key.udid(), key.host(), Rejection.NOT_ATTACHED, null);
            case HELD -> new HostHeld(key.host(), "rule:test", "a test");
            case RELEASED -> new HostReleased(key.host());
            case LOST_HOST_ENDED -> new LostHostUnpaired(key.udid(), key.host(), HOSTS.get((HOSTS.indexOf(key.host()) + 1) % HOSTS.size()), null);
        };
    }

    private static ResultFacts facts(RelationKey key, Reason reason) {
        return ResultFacts.of(key.udid(), key.host(), 1, reason);
    }

    private static String partition(ReceivedResult result) {
        return result.key() == null ? result.data().subject() : result.key().udid().value();
    }

    /** Another order; of everything that has the same key the order stays. */
    private static List<ReceivedResult> shuffled(List<ReceivedResult> history, Function<ReceivedResult, ?> key, Random random) {
        List<Deque<ReceivedResult>> queues = new ArrayList<>(history.stream()
                .collect(Collectors.groupingBy(r -> String.valueOf(r.key() == null ? r.data().subject() : key.apply(r)), TreeMap::new,
                        Collectors.toCollection(ArrayDeque::new)))
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
