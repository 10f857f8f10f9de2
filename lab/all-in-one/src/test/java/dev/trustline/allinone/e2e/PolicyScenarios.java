package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The host side's consent by a list, what follows a denial, how many alerts there may be; and a suspicion that was wrong. */
final class PolicyScenarios {
    private static final String STRICT = StrictHost.NAME;

    private PolicyScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("S8", "a device that no rule of the allow-list names is refused, until a rule is written for it")
                        .plays(PolicyScenarios::aRuleIsWritten)
                        .endsAt(STRICT, "awaiting-trust (dialog-shown)", 1, VAULT, "denied", "awaiting-trust"),
                row("S8", "the allow-list refuses a kind of device").with(StrictHost.TABLET)
                        .plays(p -> p.at(STRICT).plugs().sees("denied (approval-refused)").isDecidedBy("policy:allow-list(tablets)"))
                        .endsAt(STRICT, "denied (approval-refused)", 0, VAULT, "denied"),
                row("S8", "the allow-list lets whatever is at a port be asked, once the port is known")
                        .plays(PolicyScenarios::aPortIsAllowed)
                        .endsAt(STRICT, "awaiting-trust (dialog-shown)", 1, VAULT, "denied", "denied?", "awaiting-trust"),
                row("S8", "the allow-list leaves a device to a person")
                        .plays(PolicyScenarios::aPersonDecides)
                        .endsAt(STRICT, "trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted"),
                row("S8", "an allow-list that is spoilt changes nothing and is reported with its line")
                        .plays(PolicyScenarios::aSpoiltList)
                        .endsAt(STRICT, "awaiting-trust (dialog-shown)", 1, VAULT, "awaiting-trust"),
                row("S5b", "after Don't Trust the device is held where that is the policy, until somebody releases it")
                        .plays(PolicyScenarios::heldAfterDenial)
                        .endsAt(STRICT, "trusted (user-accepted)", 2, VAULT_AND_RECORD,
                                "awaiting-trust", "held", "denied", "deferred", "released", "awaiting-trust", "trusted"),
                row("S5b", "a device is asked no more often a day than it may be, but once more for a person")
                        .plays(PolicyScenarios::alertCap)
                        .endsAt(STRICT, "awaiting-trust (dialog-shown)", 3, VAULT,
                                "awaiting-trust", "failed", "awaiting-trust", "failed", "deferred", "awaiting-trust"),
                row("S11", "a computer that the device did not forget is suspected until its proof, and nobody is asked there")
                        .plays(PolicyScenarios::suspectedInVain)
                        .ends("failed (device-detached)", 3, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust", "failed")
                        .endsAt(ASKING, "trusted (user-accepted)", 3, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted", "trust.verified"));
    }

    private static StrictHost strict(Actor p) {
        return p.at(STRICT).lab().strict();
    }

    private static void aRuleIsWritten(Actor p) throws Exception {
        p.at(STRICT).plugs().sees("denied (approval-refused)").isDecidedBy("policy:allow-list(otherwise)");
        strict(p).rule("allow udid=" + p.phone() + " name=anna");
        p.unplugs().isAsked().isDecidedBy("policy:allow-list(anna)");
    }

    /** The event and the command come by two topics, so the first command may be ahead of the event. */
    private static void aPortIsAllowed(Actor p) throws Exception {
        p.at(STRICT).plugs().sees("denied (approval-refused)").isDecidedBy("policy:allow-list(otherwise)").shows(p::shown, "/attached", "true");
        StrictHost.isAtPort(p.lab(), p.phone(), StrictHost.PORT);
        p.orders("pair");
        if (p.said().size() == 2 && p.said().get(1).equals("denied")) {
            p.orders("pair");
        }
        p.sees("awaiting-trust (dialog-shown)").isDecidedBy("policy:allow-list(front)");
    }

    private static void aPersonDecides(Actor p) throws Exception {
        strict(p).rule("ask udid=" + p.phone() + " name=guests");
        p.plugs().sees("awaiting-approval (policy-asks)").isDecidedBy("policy:allow-list(guests)").isApproved().isDecidedBy("person:operator");
    }

    private static void aSpoiltList(Actor p) throws Exception {
        strict(p).rule("allow product=iPhone* udid=" + p.phone() + " name=before");
        strict(p).whileBroken(() -> {
            p.hostReports("allow-list-broken", "line ").isAsked().isDecidedBy("policy:allow-list(before)");
        });
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.lab().registry().problems(STRICT)).as("problems").noneMatch(t -> t.startsWith("allow-list-broken")));
    }

    private static void heldAfterDenial(Actor p) throws Exception {
        strict(p).rule("allow udid=" + p.phone() + " name=refuser");
        p.isAsked().isDecidedBy("policy:allow-list(refuser)").does("deny").sees("denied (user-denied)");
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("heldSince").asText()).as("held since").isNotEmpty());
        p.unplugs().plugs().sees("unknown (held)").isDecidedBy("rule:after-denial");
        p.orders("release").sees("awaiting-trust (dialog-shown)").isDecidedBy("policy:allow-list(refuser)").does("trust").sees("trusted (user-accepted)");
    }

    private static void alertCap(Actor p) throws Exception {
        strict(p).rule("allow udid=" + p.phone() + " name=often");
        for (int alert = 1; alert <= StrictHost.ALERTS_PER_DAY; alert++) {
            p.isAsked().isDecidedBy("policy:allow-list(often)").unplugs().sees("failed (device-detached)");
        }
        p.plugs().sees("unknown (alert-cap)").isDecidedBy("policy:alert-cap");
        assertThat(p.lab().phones().prompts(p.phone())).as("alerts").isEqualTo(StrictHost.ALERTS_PER_DAY);
        p.orders("pair").sees("awaiting-trust (dialog-shown)").isDecidedBy("policy:allow-list(often)");
    }

    private static void suspectedInVain(Actor p) {
        p.at(ASKING).plugs().isApproved().unplugs();
        p.at(HOST).isTrusted().unplugs().does("forget-host?host=" + HOST).isAsked();
        p.at(ASKING);
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).contains("suspected"));
        assertThat(p.shown().path("state").asText()).as("a suspicion is no state").isEqualTo("trusted");
        p.does("unplug").at(HOST).sees("failed (device-detached)");
        p.at(ASKING).plugs().hears("awaiting-approval", "awaiting-trust", "trusted", "trust.verified");
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).isEqualTo("[]"));
    }
}
