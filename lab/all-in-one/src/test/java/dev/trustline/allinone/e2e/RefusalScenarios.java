package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Devices that may not be paired, or cannot: each keeps its own words, and nobody is asked in vain twice. */
final class RefusalScenarios {
    private static final String OF_ITS_OWN = "NotBeforeTheFullMoon";

    private RefusalScenarios() {
    }

    static List<Scenario> rows() {
        return List.of(
                row("X12", "a configuration profile forbids it").with("managed")
                        .plays(p -> saysInItsWords(p.plugs().sees("prohibited (managed-device)"), "MCProtected"))
                        .ends("prohibited (managed-device)", 0, VAULT, "prohibited"),
                row("X12", "Find My forbids it").with(refusing("FMiPProtected"))
                        .plays(p -> saysInItsWords(p.plugs().sees("prohibited (find-my)"), "FMiPProtected"))
                        .ends("prohibited (find-my)", 0, VAULT, "prohibited"),
                row("X12", "the connection forbids it").with(refusing("PairingProhibitedOverThisConnection"))
                        .plays(p -> saysInItsWords(p.plugs().sees("prohibited (needs-cable)"), "PairingProhibitedOverThisConnection"))
                        .ends("prohibited (needs-cable)", 0, VAULT, "prohibited"),
                row("X13", "a device that refuses every record is tried with two").with(refusing("InvalidPairRecord"))
                        .plays(RefusalScenarios::refusesEveryRecord)
                        .ends("failed (record-rejected)", 0, VAULT, "failed"),
                row("X13", "a device that cannot store the record").with(refusing("SavePairRecordFailed"))
                        .plays(p -> saysInItsWords(p.plugs().sees("failed (device-could-not-store)"), "SavePairRecordFailed"))
                        .ends("failed (device-could-not-store)", 0, VAULT, "failed"),
                row("X13", "words that nobody knows are kept, and nothing is made of them").with(refusing(OF_ITS_OWN))
                        .plays(p -> saysInItsWords(p.plugs().sees("failed (unrecognised)"), OF_ITS_OWN))
                        .ends("failed (unrecognised)", 0, VAULT, "failed"),
                row("X13", "a device that asks for no TLS proves nothing, whoever tapped").with("without-session-tls")
                        .plays(p -> p.isAsked().does("trust").sees("failed (session-not-proven)"))
                        .ends("failed (session-not-proven)", 1, VAULT, "awaiting-trust", "failed"),
                row("X13", "a device that cannot be reached is tried again, and then told").with("unreachable")
                        .plays(p -> p.at(ASKING).plugs().sees("failed (device-unreachable)"))
                        .endsAt(ASKING, "failed (device-unreachable)", 0, VAULT, "failed"));
    }

    private static String refusing(String error) {
        return "refuses-pair=" + error;
    }

    private static void saysInItsWords(Actor p, String error) {
        assertThat(p.shown().path("rawError").asText()).isEqualTo(error);
    }

    private static void refusesEveryRecord(Actor p) {
        saysInItsWords(p.plugs().sees("failed (record-rejected)"), "InvalidPairRecord");
        assertThat(p.lab().phones().show(p.phone()).path("pairsOverCable").asInt()).isEqualTo(2);
    }
}
