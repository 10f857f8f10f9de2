package dev.trustline.trust.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LabResource.class)
class HostIdentityIT extends ServiceIT {

    @Test
    void twoHostsWithOneIdentityAreReportedAtBothUntilOneHasAnother() {
        String clone = host + "-clone";
        try (Lab other = new Lab(bootstrap, clone)) {
            lab.send(lab.identityReport(fingerprint("1")));
            other.send(other.identityReport(fingerprint("1")));

            soon().until(() -> codes(host).equals(List.of("buid-shared")) && codes(clone).equals(List.of("buid-shared")));
            assertThat(details(host)).singleElement().asString().contains("as on " + clone);

            other.send(other.identityReport(fingerprint("2")));
            soon().until(() -> codes(host).isEmpty() && codes(clone).isEmpty());
        }
    }

    @Test
    void aChangedIdentityIsReportedThoughAReportBetweenDidNotKnowItAndUntilItIsAsBefore() {
        lab.send(lab.identityReport(fingerprint("1")));
        soon().until(() -> codes(host).isEmpty());
        lab.send(lab.identityReport(null));
        lab.send(lab.identityReport(fingerprint("2")));
        soon().until(() -> codes(host).equals(List.of("buid-changed")));

        lab.send(lab.identityReport(fingerprint("1")));
        soon().until(() -> codes(host).isEmpty());
    }

    /** 64 hex digits that no other test has. */
    private String fingerprint(String which) {
        return String.format(Locale.ROOT, "%62s", Long.toHexString(System.identityHashCode(host)) + Integer.toHexString(host.hashCode()))
                .replace(' ', '0') + "0" + which;
    }

    private List<String> codes(String name) {
        List<String> codes = get("/api/v1/hosts").extract().path("items.find { it.host == '" + name + "' }?.services?.problems?.flatten()?.code");
        return codes == null ? List.of("no report yet") : codes;
    }

    private List<String> details(String name) {
        return get("/api/v1/hosts").extract().path("items.find { it.host == '" + name + "' }.services.problems.flatten().detail");
    }
}
