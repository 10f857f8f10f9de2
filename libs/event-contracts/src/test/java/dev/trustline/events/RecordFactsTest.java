package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.result.LostHostUnpaired;
import org.junit.jupiter.api.Test;

class RecordFactsTest {
    private static final Udid PHONE = new Udid("00008110-001A2B3C4D5E6F70");
    private static final String SEALED = "c2VhbGVk";
    private static final RecordFacts RECORD = new RecordFacts("ab".repeat(32), RecordFacts.Origin.PAIRED, true, false, false);

    @Test
    void aSealedHostIdIsBase64AndShort() {
        assertThat(RECORD.withSealedHostId(SEALED).sealedHostId()).isEqualTo(SEALED);
        assertThatIllegalArgumentException().isThrownBy(() -> RECORD.withSealedHostId("not base64"));
        assertThatIllegalArgumentException().isThrownBy(() -> RECORD.withSealedHostId(""));
        assertThatIllegalArgumentException().isThrownBy(() -> RECORD.withSealedHostId("A".repeat(201)));
        assertThat(RecordFacts.isSealed("A".repeat(200))).isTrue();
    }

    @Test
    void aSealedHostIdStandsInNoText() {
        assertThat(RECORD.withSealedHostId(SEALED)).asString().doesNotContain(SEALED).contains("sealed=true");
        assertThat(new LostHostUnpairRequested(PHONE, "a", "b", "ab".repeat(32), SEALED, "operator")).asString().doesNotContain(SEALED);
    }

    @Test
    void aHostIsNotItsOwnLostHost() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LostHostUnpaired(PHONE, "a", "a", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LostHostUnpairRequested(PHONE, "a", "a", "ab".repeat(32), SEALED, "operator"));
    }

    @Test
    void anImpossibleTapOfANewerHostIsUnrecognised() {
        assertThat(ImpossibleTap.ofWireText("telepathy")).isEqualTo(ImpossibleTap.UNRECOGNISED);
        assertThat(ImpossibleTap.ofWireText("too-fast")).isEqualTo(ImpossibleTap.TOO_FAST);
    }
}
