package dev.trustline.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Figure number = Figure.of("taps until the last is trusted", "ms", Reading.of(412.345)).target(Target.atMost(600));
    private final Figure missed = Figure.of("tap to trusted", "ms", Reading.of(List.of(30.0, 41.2, 160.0)))
            .target(Target.percentiles(40, 150)).peer("idevicepair", Reading.of(List.of(900.0))).note("a | b");
    private final Figure unmeasured = Figure.of("cpu", "ms", Reading.nothing()).target(Target.atMost(1));

    @Test
    void theJsonArrayHasExactlyTheFieldsThatReadersExpect() throws Exception {
        JsonNode array = new ObjectMapper().readTree(JsonReport.of(List.of(number, missed)));

        assertThat(array.get(0).fieldNames()).toIterable().containsExactly("name", "unit", "value", "target", "met", "peer");
        assertThat(array.get(1).fieldNames()).toIterable().containsExactly("name", "unit", "p50", "p99", "target", "met", "peer");
        assertThat(array.get(0).path("value").asDouble()).isEqualTo(412);
        assertThat(array.get(0).path("target").asText()).isEqualTo("≤ 600");
        assertThat(array.get(0).path("met").asBoolean()).isTrue();
        assertThat(array.get(0).path("peer").isNull()).isTrue();
        assertThat(array.get(1).path("met").asBoolean(true)).isFalse();
        assertThat(array.get(1).path("peer").path("name").asText()).isEqualTo("idevicepair");
    }

    @Test
    void whatWasNotMeasuredIsNullAndReachesNoTarget() throws Exception {
        JsonNode entry = new ObjectMapper().readTree(JsonReport.of(List.of(unmeasured))).get(0);

        assertThat(entry.path("value").isNull()).isTrue();
        assertThat(entry.path("met").asBoolean(true)).isFalse();
        assertThat(MarkdownTable.of(List.of(unmeasured))).contains("not measured");
    }

    @Test
    void aRowThatFailedHasNoInventedTarget() throws Exception {
        Figure broken = Figure.unmeasured("throughput", "the broker did not start");

        JsonNode entry = new ObjectMapper().readTree(JsonReport.of(List.of(broken))).get(0);
        assertThat(List.of(entry.path("value"), entry.path("target"), entry.path("met"))).allMatch(JsonNode::isNull);
        assertThat(MarkdownTable.of(List.of(broken))).contains("could not be measured: the broker did not start");
    }

    @Test
    void withoutATargetNothingIsMetOrMissed() throws Exception {
        Figure free = Figure.of("1,000 phones", "s", Reading.of(44.4));

        assertThat(free.met()).isEmpty();
        assertThat(new ObjectMapper().readTree(JsonReport.of(List.of(free))).get(0).path("met").isNull()).isTrue();
    }

    @Test
    void theTableHasOneLineForEachFigureAndKeepsItsColumns() {
        List<String> lines = MarkdownTable.of(List.of(number, missed)).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).isEqualTo("| taps until the last is trusted | 412 ms | ≤ 600 | yes |  |  |");
        assertThat(lines.get(3)).contains("p50 41.2, p99 160 ms").contains("p50 ≤ 40, p99 ≤ 150").contains("**no**")
                .contains("idevicepair: p50 900, p99 900 ms").contains("a \\| b");
    }

    @Test
    void remarksAddUp() {
        assertThat(number.note("one").note("").note("two").note()).isEqualTo("one; two");
    }
}
