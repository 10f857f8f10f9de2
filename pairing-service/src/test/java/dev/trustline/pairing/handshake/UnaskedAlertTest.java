package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.DeviceFacts;
import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.ResultFacts;
import dev.trustline.events.result.Trusted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which ends of an attempt show an alert that was not ours. */
class UnaskedAlertTest {
    private static final UnaskedAlert.Own NONE = new UnaskedAlert.Own(false, 0, false);

    private static RelationResult end(Reason reason, String type, String version) {
        ResultFacts facts = ResultFacts.of(new Udid("00008110-001A2B3C4D5E6F70"), "bench-7", 1, reason).withDevice(new DeviceFacts("name", type, version, null));
        return reason == Reason.REFUSED_WITHOUT_ALERT || reason == Reason.USER_DENIED ? new Denied(facts)
                : new Trusted(facts.withRecord(new RecordFacts("a".repeat(64), RecordFacts.Origin.PAIRED, true, false, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED_WITHOUT_ALERT, iPhone14, 17.5.1",
        "REFUSED_WITHOUT_ALERT, iPhone14, 17.5.1",
        "ACCEPTED_WITHOUT_ALERT, iPad4, 7.0",
        "ACCEPTED_WITHOUT_ALERT, iPod7, 12",
    })
    void aDeviceThatAlwaysAsksAndAnswersAtOnce(Reason reason, String type, String version) {
        assertThat(UnaskedAlert.isShownBy(end(reason, type, version), NONE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = Reason.class, names = {"USER_ACCEPTED", "SETUP_ASSISTANT", "SUPERVISED", "USER_DENIED"})
    void whatWasOursOrNeedsNoAlert(Reason reason) {
        assertThat(UnaskedAlert.isShownBy(end(reason, "iPhone14,5", "17.5.1"), NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"iPhone3;6.1.3", "Watch6;10.1", "AppleTV11;17.0", "-;17.0", "iPhone14;-", "iPhone14;beta"}, delimiter = ';')
    void whatHasNoAlertOrIsNotKnown(String type, String version) {
        assertThat(UnaskedAlert.isShownBy(end(Reason.ACCEPTED_WITHOUT_ALERT, type, version), NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, false, false, false",
        "false, 1, false, false, false",
        "false, 0, true, false, true",
    })
    void whatMayHaveBeenOursDoesNotCount(boolean wentOn, int before, boolean identityGiven, boolean accepted, boolean refused) {
        UnaskedAlert.Own own = new UnaskedAlert.Own(wentOn, before, identityGiven);
        assertThat(UnaskedAlert.isShownBy(end(Reason.ACCEPTED_WITHOUT_ALERT, "iPad13,1", "16.0"), own)).isEqualTo(accepted);
        assertThat(UnaskedAlert.isShownBy(end(Reason.REFUSED_WITHOUT_ALERT, "iPad13,1", "16.0"), own)).isEqualTo(refused);
    }
}
