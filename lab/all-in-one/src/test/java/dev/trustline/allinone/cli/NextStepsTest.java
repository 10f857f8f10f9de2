package dev.trustline.allinone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.lab.LabOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextStepsTest {
    private static final Path DATA = Path.of("/srv/lab");

    @Test
    void aPersonIsToldWhereToTapAndHowToAsk() {
        assertThat(NextSteps.lines(options(NextSteps.USUAL_DATA, null, null), "secret")).containsExactly(
                "Next:  open http://127.0.0.1:8090/ and tap Trust on a phone",
                "       ./trustline status   shows which phone trusts this computer (in another terminal)",
                "       curl -u operator:secret http://127.0.0.1:8080/api/v1/trust   gives the same as JSON");
    }

    @Test
    void whoeverLetsThePhonesTapIsToldToWatchAndAnotherFolderIsNamed() {
        List<String> lines = NextSteps.lines(options(DATA, "2s", null), "");

        assertThat(lines.get(0)).contains("taps Trust 2s after the question").doesNotContain("tap Trust on");
        assertThat(lines.get(1)).contains("./trustline status --data /srv/lab ");
        assertThat(lines.get(2)).contains("curl -u operator http://");
    }

    @Test
    void realPhonesAreTappedByHand() {
        assertThat(NextSteps.lines(options(DATA, null, "unix:/var/run/usbmuxd"), "").get(0)).isEqualTo("Next:  plug in a phone, unlock it and tap Trust on it");
    }

    @Test
    void whatOthersRunRunsOn() {
        LabOptions own = options(DATA, null, null);
        assertThat(NextSteps.stopped(own, DATA)).isEqualTo("Stopped. The state is kept in /srv/lab.");

        LabOptions foreign = new LabOptions(1, Optional.empty(), Optional.empty(), "h", DATA, 1, 2, 3, Optional.of("kafka:9092"),
                Optional.of("postgresql://lab:secret@db/phones"), Optional.empty(), List.of(), Map.of());
        assertThat(NextSteps.stopped(foreign, DATA))
                .isEqualTo("Stopped. The state is kept in /srv/lab, and in the broker kafka:9092 and the database that you named, which run on.");
    }

    private static LabOptions options(Path data, String autoTrust, String usbmuxd) {
        return new LabOptions(3, Optional.ofNullable(autoTrust), Optional.ofNullable(usbmuxd), "h", data, 8080, 8090, 27015, Optional.empty(),
                Optional.empty(), Optional.empty(), List.of(), Map.of());
    }
}
