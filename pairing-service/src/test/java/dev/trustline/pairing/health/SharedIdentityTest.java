package dev.trustline.pairing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.HostProblem;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedIdentityTest {
    private final AtomicReference<String> own = new AtomicReference<>("aa");
    private final SharedIdentity identity = new SharedIdentity("bench-7", own::get);

    private static HostReported report(String host, String fingerprint) {
        return new HostReported(host, EventSource.PAIRING_SERVICE, "1", null, Instant.EPOCH, null, fingerprint, List.of(), null);
    }

    @Test
    void theOtherHostsThatHaveItAreNamedWithWhatToDoAndOnesOwnOldReportIsNone() {
        identity.compare(List.of(report("bench-9", "aa"), report("bench-7", "aa"), report("bench-8", "aa"), report("bench-1", "bb"), report("bench-2", null)));
        assertThat(identity.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("buid-shared");
            assertThat(problem.detail()).contains("usbmuxd on bench-7 has the same SystemBUID as on bench-8, bench-9,", "stop usbmuxd", "uuidgen", "SystemConfiguration.plist",
                            "remove host-identity")
                    .doesNotContain("bench-1,", "bench-2", "aa ");
        });
        assertThat(identity.isShared()).isTrue();
    }

    @Test
    void itEndsWhenOneOfTheTwoHasAnother() {
        identity.compare(List.of(report("bench-8", "aa")));
        own.set("cc");
        assertThat(identity.problems()).extracting(HostProblem::code).isEmpty();
        own.set("aa");
        identity.compare(List.of(report("bench-8", "dd")));
        assertThat(identity.isShared()).isFalse();
    }

    @Test
    void withoutALabKeyNothingIsCompared() {
        own.set(null);
        identity.compare(List.of(report("bench-8", null), report("bench-9", "aa")));
        assertThat(identity.problems()).isEmpty();
    }
}
