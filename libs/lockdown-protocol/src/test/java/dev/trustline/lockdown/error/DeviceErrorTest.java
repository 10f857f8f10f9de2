package dev.trustline.lockdown.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceErrorTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/device-errors.csv")
    void everyKnownStringHasATypeOfItsOwn(String wireText, int code) {
        DeviceError error = DeviceError.of("Pair", wireText);

        assertThat(error.getClass().getSimpleName()).isEqualTo(wireText);
        assertThat(error.kind().wireText()).isEqualTo(wireText);
        assertThat(error.kind().code()).isEqualTo(code == 0 ? OptionalInt.empty() : OptionalInt.of(code));
        assertThat(error).hasMessage("the device answered Pair with " + wireText + ": " + error.kind().advice());
        assertThat(error.kind().advice()).isNotBlank();
    }

    @Test
    void theTableOfThisTestNamesAllKindsButTheUnrecognised() throws Exception {
        Set<String> table = new String(getClass().getResourceAsStream("/device-errors.csv").readAllBytes()).lines()
                .filter(line -> !line.startsWith("#")).map(line -> line.split(",")[0]).collect(Collectors.toSet());

        assertThat(Arrays.stream(DeviceErrorKind.values()).filter(kind -> kind != DeviceErrorKind.UNRECOGNISED)
                .map(DeviceErrorKind::wireText)).containsExactlyInAnyOrderElementsOf(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userdeniedpairing", "PasswordProtected ", "", "SomethingOfIOS99"})
    void anythingElseKeepsItsTextAndIsNeverGuessed(String text) {
        DeviceError error = DeviceError.of("Pair", text);

        assertThat(error.kind()).isEqualTo(DeviceErrorKind.UNRECOGNISED);
        assertThat(error).isInstanceOfSatisfying(DeviceError.UnknownDeviceError.class,
                unknown -> assertThat(unknown.text()).isEqualTo(text));
    }

    @Test
    void textOfAPhoneIsCleanedCutAndRidOfIdentities() {
        String hostile = "\u001b[31mX\n\u202eY\u0000 A9BEC6FC-7126-49D7-08C0-E0938DB2EA0F " + "long ".repeat(100_000);

        String message = DeviceError.of("Pair", hostile).getMessage();

        assertThat(message).startsWith("the device answered Pair with \"?[31mX??Y? *** long")
                .doesNotContain("A9BEC6FC").hasSizeLessThan(260);
    }

    @Test
    void everyFailureOfThisLibraryIsInOneSealedFamily() {
        assertThat(LockdownException.class.isSealed()).isTrue();
        assertThat(LockdownException.class.getPermittedSubclasses()).containsExactlyInAnyOrder(
                TransportFailure.class, FormatFailure.class, SessionFailure.class, DeviceError.class);
        assertThat(DeviceError.class.getPermittedSubclasses()).hasSize(DeviceErrorKind.values().length);
    }
}
