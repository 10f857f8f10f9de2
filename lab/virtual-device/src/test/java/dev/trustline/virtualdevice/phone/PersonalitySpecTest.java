package dev.trustline.virtualdevice.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalitySpecTest {

    @Test
    void rangesSayWhichPhonesAndLaterTextsComeOnTop() {
        List<PersonalitySpec> specs = List.of(
                PersonalitySpec.parse("ios=16.1"),
                PersonalitySpec.parse("2-3:locked+no-passcode"),
                PersonalitySpec.parse("3:ios=15.0"));
        assertThat(PersonalitySpec.of(1, specs).screen().initialLock()).isEqualTo(LockState.UNLOCKED);
        assertThat(PersonalitySpec.of(2, specs).screen().initialLock()).isEqualTo(LockState.LOCKED);
        assertThat(PersonalitySpec.of(2, specs).productVersion()).isEqualTo("16.1");
        assertThat(PersonalitySpec.of(3, specs).productVersion()).isEqualTo("15.0");
        assertThat(PersonalitySpec.of(3, specs).label()).isEqualTo("ios=16.1 locked no-passcode ios=15.0");
    }

    @Test
    void withoutTextsAPhoneIsStandard() {
        assertThat(PersonalitySpec.of(1, List.of()).label()).isEqualTo("standard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "5-3:locked", "0:locked", "1:ios=17", "1:alert-delay=soon", "1:sky=blue", "1:tls-max=2"})
    void nonsenseIsRefusedWithASentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PersonalitySpec.parse(text))
                .withMessageMatching("(?s).{10,}");
    }

    @Test
    void everyTraitWordIsAccepted() {
        PersonalitySpec.traitNames().stream()
                .filter(name -> !name.contains("="))
                .forEach(name -> assertThat(PersonalitySpec.parse("*:" + name).traits()).isEqualTo(name));
    }

    @Test
    void durationsAreReadWithUnits() {
        assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("3")).isEqualTo(Duration.ofSeconds(3));
        assertThat(Durations.parse("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse("-1s"));
    }

    @Test
    void numberedPhonesAreTheSameEveryTime() {
        assertThat(PhoneIdentity.numbered(30).udid()).isEqualTo("00008110-000000000000001E");
        assertThat(PhoneIdentity.numbered(30)).isEqualTo(PhoneIdentity.numbered(30));
    }
}
