package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemVersionTest {

    @ParameterizedTest
    @CsvSource({"17.5.1, 17", "7, 7", "26.0, 26", "'  9.3.5 ', 9", "11beta, 11", "0.1, 0", "1234.5, 1234", "010.1, 10", "'16\n.1', 16"})
    void theFirstNumberIsRead(String text, int major) {
        assertThat(SystemVersion.of(text).major()).hasValue(major);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "beta", "v17", ".5", "-3", "99999", "99999999999999999999", "\u0661\u0667.5"})
    void whatIsNoVersionIsUnknownAndNothingIsThrown(String text) {
        assertThat(SystemVersion.of(text)).isEqualTo(SystemVersion.UNKNOWN);
    }

    @Test
    void anUnknownVersionIsNeitherBeforeNorFromAnyOther() {
        assertThat(SystemVersion.UNKNOWN.isBefore(9999)).isFalse();
        assertThat(SystemVersion.UNKNOWN.isFrom(0)).isFalse();
    }

    @Test
    void aVersionIsBeforeANewerOneAndFromItselfOn() {
        SystemVersion seven = new SystemVersion(OptionalInt.of(7));
        assertThat(seven.isBefore(8)).isTrue();
        assertThat(seven.isBefore(7)).isFalse();
        assertThat(seven.isFrom(7)).isTrue();
        assertThat(seven.isFrom(8)).isFalse();
    }
}
