package dev.trustline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    private final List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList();

    @Test
    void nearestRankGivesAValueThatWasMeasured() {
        assertThat(Percentiles.of(hundred, 50)).isEqualTo(50);
        assertThat(Percentiles.of(hundred, 99)).isEqualTo(99);
        assertThat(Percentiles.of(hundred, 100)).isEqualTo(100);
        assertThat(Percentiles.of(List.of(1.0, 2.0, 3.0, 4.0), 50)).isEqualTo(2);
    }

    @Test
    void with26ValuesThe99thPercentileIsTheWorst() {
        assertThat(Percentiles.of(hundred.subList(0, 26), 99)).isEqualTo(26);
    }

    @Test
    void theOrderOfTheValuesDoesNotMatter() {
        List<Double> shuffled = new java.util.ArrayList<>(hundred);
        Collections.shuffle(shuffled, new java.util.Random(7));

        assertThat(Percentiles.median(shuffled)).isEqualTo(50);
    }

    @Test
    void thereIsNoPercentileOfNothing() {
        assertThatThrownBy(() -> Percentiles.of(List.of(), 50)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Percentiles.of(hundred, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Reading.of(List.of())).isEqualTo(Reading.nothing());
    }

    @Test
    void roundsToThreeDigitsAndNeverDropsDigitsOfLargeNumbers() {
        assertThat(Numbers.text(0.0123456)).isEqualTo("0.0123");
        assertThat(Numbers.text(41.25)).isEqualTo("41.3");
        assertThat(Numbers.text(12_345.6)).isEqualTo("12346");
        assertThat(Numbers.text(3_000)).isEqualTo("3000");
    }

    @Test
    void targetsHoldOnTheirOwnSideOnly() {
        assertThat(Target.atMost(4).isMetBy(Reading.of(4))).isTrue();
        assertThat(Target.atLeast(3_000).isMetBy(Reading.of(2_999))).isFalse();
        assertThat(Target.percentiles(40, 150).isMetBy(new Reading.Spread(40, 151))).isFalse();
        assertThat(Target.atMost(60).isMetBy(new Reading.Spread(59, 400))).isTrue();
    }
}
