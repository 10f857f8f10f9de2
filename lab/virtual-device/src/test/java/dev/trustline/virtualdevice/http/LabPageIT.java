package dev.trustline.virtualdevice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.VirtualLab;
import dev.trustline.virtualdevice.phone.TrustDialog;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: what a person sees and taps, and what another origin's page cannot do. */
class LabPageIT {
    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private static String chromium() {
        Optional<String> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("SKIPPED PEER chromium: not installed");
        }
        assumeTrue(found.isPresent(), "chromium is not installed");
        return found.get();
    }

    private static String click(String selector) {
        return "(() => { const button = document.querySelector('" + selector + "');"
                + " const seen = Boolean(button && button.offsetParent); if (seen) { button.click(); } return seen; })()";
    }

    private static void clicks(Browser browser, String selector) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.evaluate(click(selector)), answer -> answer.contains("\"value\":true"));
    }

    @Test
    void aPersonTapsTrustLocksAndUnplugs() throws Exception {
        String chromium = chromium();
        try (VirtualLab lab = VirtualLab.start(LabOptions.builder().phones(61).build());
                Browser browser = new Browser(chromium, profile, lab.httpUri())) {
            LabAlert.raise(lab);
            clicks(browser, "[data-action=trust]");
            await().until(() -> lab.phone(1).snapshot().dialog() == TrustDialog.ACCEPTED);
            clicks(browser, "[data-toggle=lock]");
            await().until(() -> lab.phone(1).snapshot().locked());
            clicks(browser, "[data-toggle=plug]");
            await().until(() -> !lab.phone(1).snapshot().plugged());
            assertThat(browser.evaluate("document.querySelectorAll('.phone').length")).contains("\"value\":60");
            clicks(browser, "#next");
            await().until(
                    () -> browser.evaluate("document.querySelectorAll('.phone').length"),
                    answer -> answer.contains("\"value\":1"));
        }
    }

    @Test
    void anotherOriginsPageCanNeitherTapNorRead() throws Exception {
        String chromium = chromium();
        try (VirtualLab lab = VirtualLab.start(LabOptions.builder().build());
                Browser browser = new Browser(chromium, profile, URI.create("data:text/html,evil"))) {
            LabAlert.raise(lab);
            String address = lab.httpUri() + "phones/" + lab.phone(1).udid() + "/trust";
            assertThat(browser.evaluate("fetch('" + lab.httpUri() + "phones').then(r => r.text(), () => 'refused')"))
                    .contains("refused");
            browser.evaluate("fetch('" + address + "', {method: 'POST', mode: 'no-cors'}).then(() => 1, () => 2)");
            browser.evaluate("(() => { const form = document.createElement('form'); form.method = 'POST'; form.action = '"
                    + address + "'; document.body.append(form); form.submit(); return 1; })()");
            await().until(() -> browser.evaluate("document.body.innerText"), text -> text.contains("Wrong origin"));
            assertThat(lab.phone(1).snapshot().dialog()).isEqualTo(TrustDialog.SHOWN);
        }
    }
}
