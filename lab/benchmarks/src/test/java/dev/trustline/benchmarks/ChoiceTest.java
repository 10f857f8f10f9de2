package dev.trustline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void withoutNamesEveryRowIsMeasured() {
        assertThat(Choice.of(List.of("--quick")).rows()).isEqualTo(Rows.ALL);
        assertThat(Choice.of(List.of("--quick")).quick()).isTrue();
    }

    @Test
    void namedRowsComeInTheOrderOfTheTable() {
        assertThat(Choice.of(List.of("rack", "tap-to-trusted")).rows()).extracting(Row::name).containsExactly("tap-to-trusted", "rack");
    }

    @Test
    void anUnknownRowIsRefusedWithTheNamesOfAll() {
        assertThat(Choice.of(List.of("reck")).complaint()).hasValueSatisfying(c -> assertThat(c).contains("'reck'").contains("rack"));
    }

    @Test
    void jmhTakesExpressionsInsteadOfRows() {
        Choice choice = Choice.of(List.of("--jmh", "Plist.*"));

        assertThat(choice.complaint()).isEmpty();
        assertThat(choice.names()).containsExactly("Plist.*");
    }

    @Test
    void noTwoRowsShareAName() {
        assertThat(Rows.ALL).extracting(Row::name).doesNotHaveDuplicates();
        assertThat(Choice.help(Rows.ALL)).contains("backlog");
    }
}
