package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** The statements of Apple's page, numbered as in docs/TRUST.md. */
final class PageScenarios {
    private PageScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("S1", "the first connection raises one alert")
                        .plays(Actor::isAsked)
                        .ends("awaiting-trust (dialog-shown)", 1, VAULT, "awaiting-trust"),
                row("S2", "who approved the access and which record it made are kept")
                        .plays(PageScenarios::approvedByAPerson)
                        .endsAt(ASKING, "trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted"),
                row("S3", "trust outlives the cable, and no alert comes at the next plug")
                        .plays(p -> p.isTrusted().unplugs().sees("trusted (user-accepted)").plugs().hears("awaiting-trust", "trusted", "trust.verified"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified"),
                row("S3", "trust ends when the device is erased, which nobody takes for a reset")
                        .plays(p -> p.isTrusted().does("erase").sees("failed (device-key-changed)"))
                        .ends("failed (device-key-changed)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "failed"),
                row("S5a", "Don't Trust blocks this computer until the cable is pulled, whatever it is told")
                        .plays(p -> p.isAsked().does("deny").sees("denied (user-denied)").orders("pair"))
                        .ends("denied (user-denied)", 1, VAULT, "awaiting-trust", "denied", "denied"),
                row("S5b", "after Don't Trust the alert comes at the next connection")
                        .plays(p -> p.isAsked().does("deny").sees("denied (user-denied)").unplugs().isAsked().does("trust").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "denied", "awaiting-trust", "trusted"),
                row("S6", "connecting and pulling the cable are seen")
                        .plays(PageScenarios::presence)
                        .ends("failed (device-detached)", 1, VAULT, "awaiting-trust", "failed"),
                row("S7", "a locked device waits for its passcode and goes on by itself")
                        .plays(p -> p.does("lock").plugs().sees("awaiting-unlock (device-locked)").does("unlock")
                                .sees("awaiting-trust (dialog-shown)").does("trust").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-unlock", "awaiting-trust", "trusted"),
                row("S7", "a device without a passcode passes straight through").with("no-passcode")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("S8", "the computer's own consent comes before the alert")
                        .plays(p -> p.at(ASKING).plugs().sees("awaiting-approval (policy-asks)").orders("refuse").sees("denied (approval-refused)"))
                        .endsAt(ASKING, "denied (approval-refused)", 0, VAULT, "awaiting-approval", "denied"),
                row("S9", "a tap on Trust makes it trusted")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("S9", "a tap after the deadline still counts")
                        .plays(p -> p.isAsked().sees("timed-out (dialog-unanswered)").does("trust").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "timed-out", "trusted"),
                row("S9", "a tap of which no notification tells is found").with("lost-notification")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("S9b", "a device that leaves the bus after the tap loses nothing").with("re-enumerates")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified?"),
                row("S6", "40 hex digits for a serial number are a device like any other").with("forty-hex-serial")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("S6", "a serial number that comes without its dash is the same device").with("undashed-serial")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("S10", "what the device remembers is proven on request, and the proof has an age")
                        .plays(PageScenarios::provenOnRequest)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified"),
                row("S11", "a reset forgets every computer: one notices, the other is suspected until it is on its own cable")
                        .plays(PageScenarios::resetOfTwoHosts)
                        .ends("awaiting-trust (dialog-shown)", 3, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust")
                        .endsAt(ASKING, "awaiting-approval (policy-asks)", 3, VAULT_AND_RECORD,
                                "awaiting-approval", "awaiting-trust", "trusted", "trust.revoked", "awaiting-approval"),
                row("S11", "one computer's trust is ended from its own side")
                        .plays(p -> p.isTrusted().orders("unpair").sees("unpaired (by-us)"))
                        .ends("unpaired (by-us)", 1, VAULT, "awaiting-trust", "trusted", "trust.unpaired"),
                row("S12", "a computer that was trusted is asked about again, and its old record gives way to the new one")
                        .plays(PageScenarios::resetAndTrustedAgain)
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust", "trusted"),
                row("S13", "an alert that nobody answers is told apart from one that did not come")
                        .plays(p -> p.isAsked().sees("timed-out (dialog-unanswered)"))
                        .ends("timed-out (dialog-unanswered)", 1, VAULT, "awaiting-trust", "timed-out"),
                row("S14", "each try has a number of its own")
                        .plays(PageScenarios::triedAgain)
                        .ends("awaiting-trust (dialog-shown)", 2, VAULT, "awaiting-trust", "failed", "awaiting-trust"));
    }

    private static void approvedByAPerson(Actor p) {
        p.at(ASKING).plugs().isApproved();
        assertThat(p.shown().path("decidedBy").asText()).isEqualTo("person:operator");
        assertThat(p.shown().path("recordFingerprint").asText()).matches("[0-9a-f]{64}");
        assertThat(p.shown().path("deviceName").asText()).isNotEmpty();
    }

    private static void presence(Actor p) {
        p.isAsked();
        assertThat(p.shown().path("attached").asBoolean()).isTrue();
        assertThat(p.shown().path("presence").asText()).isEqualTo("attached");
        p.unplugs().sees("failed (device-detached)");
        assertThat(p.shown().path("presence").asText()).isEqualTo("detached");
    }

    private static void provenOnRequest(Actor p) {
        p.isTrusted();
        Instant before = Instant.parse(p.shown().path("provenAt").asText());
        p.orders("verify");
        assertThat(Instant.parse(p.shown().path("provenAt").asText())).isAfter(before);
    }

    private static void triedAgain(Actor p) {
        p.isAsked();
        assertThat(p.shown().path("attempt").asInt()).isEqualTo(1);
        p.unplugs().sees("failed (device-detached)").isAsked();
        assertThat(p.shown().path("attempt").asInt()).isEqualTo(2);
    }

    private static void resetOfTwoHosts(Actor p) {
        p.at(ASKING).plugs().isApproved();
        p.unplugs().plugsInto(HOST).sees("awaiting-trust (dialog-shown)").does("trust").sees("trusted (user-accepted)");
        p.unplugs().does("reset").isAsked();
        p.at(ASKING);
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).contains("suspected"));
        assertThat(p.shown().path("state").asText()).as("a suspicion is no state").isEqualTo("trusted");
        p.does("unplug").plugs().sees("awaiting-approval (policy-asks)");
        assertThat(p.shown().path("marks").toString()).isEqualTo("[]");
        p.at(HOST);
    }

    private static void resetAndTrustedAgain(Actor p) throws Exception {
        p.isTrusted();
        String old = p.shown().path("recordFingerprint").asText();
        p.unplugs().does("reset").isAsked();
        assertThat(p.disk().fingerprint(p.phone())).as("the old record is kept until a new one is proven").isEqualTo(old);
        p.does("trust").sees("trusted (user-accepted)");
        assertThat(p.shown().path("recordFingerprint").asText()).isNotEqualTo(old);
        assertThat(Files.size(p.disk().entry(p.phone()))).isPositive();
    }
}
