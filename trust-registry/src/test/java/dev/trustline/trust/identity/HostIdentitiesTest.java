package dev.trustline.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.host.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostIdentitiesTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    private final Map<String, HostIdentity> stored = new TreeMap<>();
    private Instant now = T0;

    @Test
    void hostsWithIdentitiesOfTheirOwnAreAllRight() {
        assertThat(report("a", "1")).isEmpty();
        assertThat(report("b", "2")).isEmpty();
        assertThat(report("a", "1")).isEmpty();
    }

    @Test
    void oneIdentityAtTwoHostsIsAProblemOfBothAndNamesTheOther() {
        report("a", "1");
        report("c", "2");

        List<HostIdentities.Finding> findings = report("b", "1");

        assertThat(findings).extracting(HostIdentities.Finding::host).containsExactly("a", "b");
        assertThat(findings).extracting(HostIdentities.Finding::code).containsOnly(ProblemCode.BUID_SHARED);
        assertThat(findings.get(0).detail()).contains("as on b", "SystemConfiguration.plist", "remove host-identity");
        assertThat(findings.get(1).detail()).contains("as on a");
    }

    @Test
    void aChangeAwayFromASharedOneMendsItAndIsNoProblemItself() {
        report("a", "1");
        report("b", "1");

        assertThat(report("b", "2")).isEmpty();
        assertThat(report("b", "2")).isEmpty();
    }

    @Test
    void aChangedIdentityIsAProblemUntilItIsAsBefore() {
        report("a", "1");

        assertThat(report("a", "2")).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(ProblemCode.BUID_CHANGED);
            assertThat(f.detail()).contains("stop usbmuxd", "SystemConfiguration.plist", "after 7 days");
        });
        assertThat(report("a", "2")).hasSize(1);
        assertThat(report("a", "3")).hasSize(1);
        assertThat(report("a", "1")).isEmpty();
    }

    @Test
    void aChangeThatLastsIsTheUsualOneInTheEnd() {
        report("a", "1");
        report("a", "2");

        now = T0.plus(HostIdentities.SETTLED).minusSeconds(1);
        assertThat(report("a", "2")).hasSize(1);
        now = T0.plus(HostIdentities.SETTLED);
        assertThat(report("a", "2")).isEmpty();
        assertThat(report("a", "1")).as("now that is the change").hasSize(1);
    }

    @Test
    void aChangeToWhatAnotherHostHasIsBoth() {
        report("a", "1");
        report("b", "2");

        assertThat(report("b", "1")).extracting(HostIdentities.Finding::code)
                .containsExactly(ProblemCode.BUID_SHARED, ProblemCode.BUID_SHARED, ProblemCode.BUID_CHANGED);
        assertThat(report("b", "2")).isEmpty();
    }

    @Test
    void aSilentHostCountsUntilItIsTakenForRenamed() {
        report("old-name", "1");

        now = T0.plus(Duration.ofDays(1));
        assertThat(report("new-name", "1")).hasSize(2);
        now = T0.plus(HostIdentities.SETTLED);
        assertThat(report("new-name", "1")).isEmpty();
    }

    @Test
    void onlyWhatChangedIsWritten() {
        report("a", "1");
        HostIdentities again = new HostIdentities(stored.values());

        again.reported("a", "1", T0);

        assertThat(again.changed()).isEmpty();
    }

    private List<HostIdentities.Finding> report(String host, String fingerprint) {
        HostIdentities identities = new HostIdentities(new ArrayList<>(stored.values()));
        identities.reported(host, fingerprint, now);
        identities.changed().forEach(h -> stored.put(h.host(), h));
        HostIdentity h = stored.get(host);
        stored.put(host, new HostIdentity(host, h.fingerprint(), h.changedTo(), h.changedAt(), now));
        return identities.findings();
    }
}
