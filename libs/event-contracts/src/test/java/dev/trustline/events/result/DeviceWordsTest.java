package dev.trustline.events.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import org.junit.jupiter.api.Test;

class DeviceWordsTest {
    private static final String PHONE = "\uD83D\uDCF1";

    @Test
    void aTextIsCutAtACodePoint() {
        String cut = DeviceWords.clean("x" + PHONE.repeat(1_000_000));
        assertThat(cut).isEqualTo("x" + PHONE.repeat(99));
        assertThat(DeviceWords.clean("y".repeat(300))).hasSize(200);
    }

    @Test
    void controlCharactersAndHalvesOfCodePointsAreReplaced() {
        assertThat(DeviceWords.clean("a\u0007b\n")).isEqualTo("a b");
        assertThat(DeviceWords.clean("a\uD83Db\uDCF1")).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void everyTextThatADeviceOrAPersonChoseIsCleanInAResult() {
        String hostile = "\u0000" + PHONE.repeat(500_000);
        ResultFacts facts = ResultFacts.of(new Udid("00008110-001A2B3C4D5E6F70"), "h", 1, Reason.UNRECOGNISED).withRawError(hostile);
        assertThat(facts.rawError()).isEqualTo(DeviceWords.clean(hostile));
        assertThat(facts.withDecidedBy("person:" + hostile).decidedBy()).hasSizeLessThanOrEqualTo(DeviceWords.LONGEST).startsWith("person: ");
        assertThat(facts.withDevice(new DeviceFacts(hostile, hostile, hostile, null)).device())
                .isEqualTo(new DeviceFacts(DeviceWords.clean(hostile), DeviceWords.clean(hostile), DeviceWords.clean(hostile), null));
        assertThat(new HostHeld("h", "person:" + hostile, "why").heldBy()).hasSizeLessThanOrEqualTo(DeviceWords.LONGEST);
        assertThat(new LostHostUnpaired(facts.udid(), "h", "g", hostile).rawError()).isEqualTo(DeviceWords.clean(hostile));
        assertThat(new CommandRejected(null, "h", Rejection.UNRECOGNISED, hostile).rawError()).isEqualTo(DeviceWords.clean(hostile));
    }
}
