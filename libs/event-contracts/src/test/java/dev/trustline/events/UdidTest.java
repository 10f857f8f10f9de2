package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdidTest {
    @ParameterizedTest
    @CsvSource({
        "00008110001A2B3C4D5E6F70, 00008110-001A2B3C4D5E6F70",
        "00008110-001A2B3C4D5E6F70, 00008110-001A2B3C4D5E6F70",
        "00008110-001a2b3c4d5e6f70, 00008110-001A2B3C4D5E6F70",
        "ABCDEF0123456789ABCDEF0123456789ABCDEF01, abcdef0123456789abcdef0123456789abcdef01",
    })
    void everyFormBecomesTheOneCanonicalForm(String raw, String canonical) {
        assertThat(Udid.parse(raw)).hasToString(canonical);
        assertThat(Udid.parse(raw + "\0")).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000", "00008110_001A2B3C4D5E6F70", "00008110001A2B3C4D5E6F7G", "../../etc/passwd", "ffffffffffffffffffffffffffffffffffffffffff"})
    void anythingElseIsNoUdid(String raw) {
        assertThat(Udid.tryParse(raw)).isEmpty();
        assertThatThrownBy(() -> Udid.parse(raw)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("40 hex digits");
    }

    @Test
    void aControlCharacterNeverReachesAMessage() {
        assertThatThrownBy(() -> Udid.parse("evil\u001b[2J\n")).message().doesNotContain("\u001b", "\n");
    }
}
