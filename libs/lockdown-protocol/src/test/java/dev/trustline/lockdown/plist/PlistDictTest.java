package dev.trustline.lockdown.plist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlistDictTest {
    private static final PlistDict SAMPLE = PlistDict.of("text", "ü <&> \"", "yes", true, "int", 7, "long", -1L, "real", 1.5,
            "data", new byte[] {0, 1, -1}, "none", new byte[0], "date", Instant.parse("2026-11-24T00:00:00Z"),
            "dict", PlistDict.of("a", PlistDict.empty()), "list", List.of("x", 2, false, new byte[] {9}, PlistDict.of("y", 1)));

    @Test
    void bothFormatsGiveBackWhatWasWritten() throws Exception {
        assertThat(PlistReader.read(PlistWriter.xml(SAMPLE))).isEqualTo(SAMPLE).hasSameHashCodeAs(SAMPLE);
        assertThat(PlistReader.read(PlistWriter.binary(SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void aValueOfAnotherTypeReadsAsAbsent() {
        assertThat(SAMPLE.string("int")).isEmpty();
        assertThat(SAMPLE.bool("int")).isEmpty();
        assertThat(SAMPLE.integer("yes")).isEmpty();
        assertThat(SAMPLE.data("text")).isEmpty();
        assertThat(SAMPLE.dict("list")).isEmpty();
        assertThat(SAMPLE.list("dict")).isEmpty();
        assertThat(SAMPLE.date("text")).isEmpty();
        assertThat(SAMPLE.value("nothing")).isEmpty();
        assertThat(SAMPLE.real("int")).hasValue(7);
    }

    @Test
    void bytesAreCopiedInAndOut() {
        byte[] bytes = {1, 2, 3};
        PlistDict dict = PlistDict.of("d", bytes, "l", List.of(bytes));
        bytes[0] = 99;
        dict.data("d").orElseThrow()[1] = 99;
        ((byte[]) dict.list("l").orElseThrow().get(0))[2] = 99;

        assertThat(dict.data("d").orElseThrow()).containsExactly(1, 2, 3);
        assertThat((byte[]) dict.list("l").orElseThrow().get(0)).containsExactly(1, 2, 3);
    }

    @Test
    void withAndWithoutMakeNewDictionaries() {
        PlistDict one = PlistDict.of("a", 1);

        assertThat(one.with("b", 2)).isEqualTo(PlistDict.of("a", 1, "b", 2));
        assertThat(one.with("b", 2).without("a", "z")).isEqualTo(PlistDict.of("b", 2));
        assertThat(one.keys()).containsExactly("a");
        assertThatThrownBy(() -> one.keys().remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whatIsNoPropertyListIsRefusedAtOnce() {
        assertThatThrownBy(() -> PlistDict.of("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlistDict.of(1, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlistDict.of("a", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlistDict.of("a", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsTextShowsKeysAndTypesAndNeverAValue() {
        assertThat(SAMPLE).hasToString("{text: string, yes: boolean, int: long, long: long, real: double, data: data of 3,"
                + " none: data of 0, date: instant, dict: {a: {}}, list: array of 5}");
    }
}
