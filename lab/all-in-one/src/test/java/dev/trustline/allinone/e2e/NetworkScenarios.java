package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Devices that are reached over Wi-Fi, and the device's own switch that allows it. */
final class NetworkScenarios {
    private static final String ON_THE_AIR = "network-plug?host=" + HOST;

    private NetworkScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("X11", "trust that is found lost over Wi-Fi is revoked, and nobody is asked before the cable is in").with("wifi-connections")
                        .plays(NetworkScenarios::forgotten)
                        .ends("awaiting-trust (dialog-shown)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.revoked", "awaiting-trust"),
                row("X11", "a device that was never on the cable is seen over Wi-Fi, and not paired").with("wifi-connections")
                        .plays(NetworkScenarios::neverOnTheCable)
                        .ends("unknown (never-attempted)", 0, VAULT, "command.rejected", "command.rejected"),
                row("X11", "over Wi-Fi nothing is done that needs the cable").with("wifi-connections")
                        .plays(NetworkScenarios::needsTheCable)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified",
                                "command.rejected", "command.rejected", "command.rejected"),
                row("X11", "whether a device lets this computer connect over Wi-Fi is read, and switched off by command").with("wifi-connections")
                        .plays(NetworkScenarios::switchedOff)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified"));
    }

    private static Actor provenOverWifi(Actor p) {
        return p.isTrusted().unplugs().does(ON_THE_AIR).hears("awaiting-trust", "trusted", "trust.verified");
    }

    private static void forgotten(Actor p) {
        provenOverWifi(p).does("forget-host?host=" + HOST).orders("verify").sees("revoked (host-forgotten)");
        assertThat(p.lab().phones().prompts(p.phone())).as("nobody is asked").isEqualTo(1);
        notPairedOverTheAir(p.isAsked());
    }

    private static void neverOnTheCable(Actor p) {
        p.does(ON_THE_AIR).isSeen().isRefused("pair", "needs-cable").isRefused("verify", "no-record");
        notPairedOverTheAir(p);
    }

    private static void needsTheCable(Actor p) {
        provenOverWifi(p).isRefused("pair", "needs-cable").isRefused("unpair", "needs-cable").isRefused("wifi-off", "needs-cable");
        assertThat(p.shown().path("wifiConnections").asText()).isEqualTo("true");
        notPairedOverTheAir(p);
    }

    private static void switchedOff(Actor p) {
        p.isTrusted().shows(p::shown, "/wifiConnections", "true").orders("wifi-off");
        p.shows(p::shown, "/wifiConnections", "false").cannot(ON_THE_AIR);
    }

    private static void notPairedOverTheAir(Actor p) {
        assertThat(p.lab().phones().show(p.phone()).path("pairsOverNetwork").asInt(-1)).as("never paired over the air").isZero();
    }
}
