package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Alerts that are late, hidden, cancelled or answered in vain, and taps that are no person's; those that take longest come first. */
final class AnswerScenarios {
    private static final String LATE = "alert-delay=22s";

    private AnswerScenarios() {
    }

    static List<Scenario> rows() {
        return Stream.of(late(), inTime(), notOdd()).flatMap(List::stream).toList();
    }

    private static List<Scenario> late() {
        return List.of(
                row("X6", "an alert that comes long after the deadline still counts").with(LATE)
                        .plays(AnswerScenarios::afterTheDeadline)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "timed-out", "trusted"),
                row("X6", "an alert that comes late, and yet within the deadline, is not missed").with(LATE)
                        .plays(AnswerScenarios::withinTheDeadline)
                        .endsAt(ASKING, "trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted"),
                row("X6", "an alert that lies under another prompt waits until that is gone").with("hidden-by-prompt")
                        .plays(AnswerScenarios::hidden)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "timed-out", "trusted"),
                row("X6", "a passcode that is cancelled and left is not answered").with("passcode-entry=60m")
                        .plays(AnswerScenarios::cancelledAndLeft)
                        .ends("timed-out (dialog-unanswered)", 2, VAULT, "awaiting-trust", "timed-out"),
                row("S13", "a tap that the computer makes nothing of is told as such, and what to do").with("ios=17.5.1+tls-max=1.1")
                        .plays(AnswerScenarios::inVain)
                        .ends("failed (answer-not-accepted)", 1, VAULT, "awaiting-trust", "failed"));
    }

    private static List<Scenario> notOdd() {
        return List.of(
                row("X5", "whoever accepts during setup has no tap that could be odd").with("setup-assistant")
                        .plays(p -> isNotOdd(p.plugs().sees("trusted (setup-assistant)")))
                        .ends("trusted (setup-assistant)", 0, VAULT_AND_RECORD, "trusted"),
                row("X5", "whoever is supervised and locked has no tap that could be odd").with(Organisation.SUPERVISED + "+locked")
                        .plays(p -> isNotOdd(p.plugs().sees("awaiting-unlock (supervised-deferred)").does("unlock").sees("trusted (supervised)")))
                        .ends("trusted (supervised)", 0, VAULT_AND_RECORD, "awaiting-unlock", "trusted"),
                row("X5", "whoever knows this computer and accepts at once has no tap that could be odd").with("known-host-silent")
                        .plays(AnswerScenarios::acceptedAtOnce)
                        .ends("trusted (accepted-without-alert)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.verified",
                                "trust.unpaired", "trusted"));
    }

    /** What owners do with an alert that is in time. */
    private static List<Scenario> inTime() {
        return List.of(
                row("X5", "a tap that no person can have made is flagged").with("trusts-after=1ms")
                        .plays(p -> assertThat(p.plugs().sees("trusted (user-accepted)").shown().path("impossibleTap").asText()).isEqualTo("too-fast"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X6", "a cancelled passcode is no answer: the alert comes again").with("passcode-entry=60m")
                        .plays(p -> p.isAsked().does("trust").does("cancel-passcode").screen("shown").does("trust").does("passcode").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X6", "an alert that comes late ends nothing").with("alert-delay=3s")
                        .plays(p -> p.isAsked().screen("shown").does("trust").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X6", "an alert that vanishes with the screen comes again after the unlock").with("vanishes-on-lock")
                        .plays(p -> p.isAsked().does("lock").sees("awaiting-unlock (device-locked)").does("unlock").screen("shown").does("trust").sees("trusted (user-accepted)"))
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "awaiting-unlock", "awaiting-trust", "trusted"));
    }

    private static void afterTheDeadline(Actor p) {
        p.isAsked().sees("timed-out (dialog-unanswered)").screen("none");
        assertThat(p.help().path("fault").asText()).isEqualTo("alert-absent");
        isNotOdd(p.screen("shown").does("trust").sees("trusted (user-accepted)"));
    }

    private static void withinTheDeadline(Actor p) {
        p.at(ASKING).plugs().sees("awaiting-approval (policy-asks)").orders("approve").sees("awaiting-trust (dialog-shown)").screen("none");
        p.screen("shown").does("trust").sees("trusted (user-accepted)");
    }

    private static void hidden(Actor p) {
        p.does("prompt").isAsked().screen("shown").cannot("trust").sees("timed-out (dialog-unanswered)");
        p.cannot("trust").does("dismiss-prompt").does("trust").sees("trusted (user-accepted)");
    }

    private static void cancelledAndLeft(Actor p) {
        p.isAsked().does("trust").screen("passcode").does("cancel-passcode").screen("shown").sees("timed-out (dialog-unanswered)");
        assertThat(p.help().path("fault").asText()).isEqualTo("alert-absent");
    }

    private static void inVain(Actor p) {
        p.isAsked().does("trust").sees("failed (answer-not-accepted)");
        assertThat(p.help().path("fault").asText()).isEqualTo("answer-not-accepted");
        assertThat(p.help().at("/next/rung").asText()).isEqualTo("replug");
        assertThat(p.help().at("/next/person").asText()).contains("Pull the cable");
    }

    /** It trusts this computer by a record of which nothing is left here. */
    private static void acceptedAtOnce(Actor p) throws Exception {
        p.isTrustedWithAnotherRecordAtUsbmuxd().orders("verify").orders("adopt-record").sees("trusted (adopted)");
        p.orders("unpair").sees("unpaired (by-us)").unplugs().plugs().sees("trusted (accepted-without-alert)");
        isNotOdd(p);
    }

    private static void isNotOdd(Actor p) {
        assertThat(p.shown().has("impossibleTap")).as("flagged as a tap that no person can have made").isFalse();
    }
}
