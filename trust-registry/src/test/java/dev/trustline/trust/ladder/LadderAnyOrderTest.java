package dev.trustline.trust.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.TrustStatus;
import dev.trustline.trust.ladder.LadderFact.Cable;
import dev.trustline.trust.ladder.LadderFact.Forgotten;
import dev.trustline.trust.ladder.LadderFact.HostSign;
import dev.trustline.trust.ladder.LadderFact.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts come from three topics: in any order and any number of times they are read the same. A failure names its seed. */
class LadderAnyOrderTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderAndRepetitionIsReadTheSame(long seed) {
        Random random = new Random(seed);
        List<LadderFact> facts = facts(random);
        Instant heard = T0.plusSeconds(random.nextInt(4000));
        Ladder expected = Ladder.read(facts, heard);

        for (int i = 0; i < 10; i++) {
            List<LadderFact> other = new ArrayList<>(facts);
            facts.stream().filter(f -> random.nextBoolean()).forEach(other::add);
            Collections.shuffle(other, random);
            Ladder read = Ladder.read(other, heard);
            assertThat(read.trouble()).isEqualTo(expected.trouble());
            assertThat(read.recoveries()).isEqualTo(expected.recoveries());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRungLiesInItsTroubleAndEveryRecoveryIsOneStepToTrust(long seed) {
        Random random = new Random(seed);
        List<LadderFact> facts = facts(random);
        Ladder ladder = Ladder.read(facts, T0.plusSeconds(4000));

        ladder.trouble().ifPresent(t -> assertThat(t.taken()).allSatisfy(r -> assertThat(r.at()).isAfterOrEqualTo(t.since())));
        Set<Long> trusted = facts.stream().filter(f -> f instanceof Step s && s.to() == TrustStatus.TRUSTED)
                .map(f -> ((Step) f).version()).collect(Collectors.toSet());
        assertThat(ladder.recoveries()).extracting(Recovery::version).doesNotHaveDuplicates().isSubsetOf(trusted);
    }

    private static List<LadderFact> facts(Random random) {
        List<LadderFact> facts = new ArrayList<>();
        int length = 3 + random.nextInt(30);
        Instant at = T0;
        for (int i = 0; i < length; i++) {
            at = at.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(700) : random.nextInt(20));
            facts.add(fact(random, at, i));
        }
        return facts;
    }

    private static LadderFact fact(Random random, Instant at, int version) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Cable(at, random.nextBoolean());
            case 2 -> new HostSign(at, HostSign.Kind.values()[random.nextInt(3)]);
            case 3 -> new Forgotten(at, random.nextBoolean() ? "a" : "b");
            default -> new Step(at, TrustStatus.values()[random.nextInt(11)], Reason.values()[random.nextInt(Reason.values().length)],
                    1 + random.nextInt(2), version);
        };
    }
}
