package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_ANOTHER_RECORD;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Scenario.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** What Apple's page says nothing of, numbered as in docs/TRUST.md, "Beyond the page". */
final class FurtherScenarios {
    private static final String FORGETS_US = "forget-host?host=" + HOST;

    private FurtherScenarios() {
    }

    static List<Scenario> rows() {
        return Stream.of(records(), supervised(), oddDevices(), elsewhere()).flatMap(List::stream).toList();
    }

    /** The vault, and other tools on the same host. */
    private static List<Scenario> records() {
        return List.of(
                row("X1", "a record that usbmuxd has lost comes back from the vault, without a tap")
                        .plays(FurtherScenarios::lostRecord)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified"),
                row("X2", "trust that another tool has ended on host and device is ended by it, and nobody is asked")
                        .plays(p -> p.isTrusted().isListenedTo().losesRecord().does(FORGETS_US).orders("verify").sees("unpaired (ended-by-other-tool)"))
                        .ends("unpaired (ended-by-other-tool)", 1, VAULT, "awaiting-trust", "trusted", "trust.unpaired"),
                row("X2", "trust that the device alone has ended is forgotten, and it is asked again")
                        .plays(p -> p.isTrusted().unplugs().does(FORGETS_US).isAsked())
                        .ends("awaiting-trust (dialog-shown)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust"),
                row("X3", "another record at usbmuxd is a mark, and ours still works")
                        .plays(p -> marked(p.isTrustedWithAnotherRecordAtUsbmuxd().orders("verify")))
                        .ends("trusted (user-accepted)", 2, VAULT_AND_ANOTHER_RECORD, "awaiting-trust", "trusted", "trust.verified"),
                row("X3", "ours is put back at usbmuxd by command")
                        .plays(p -> unmarked(marked(p.isTrustedWithAnotherRecordAtUsbmuxd().orders("verify")).orders("restore-record")))
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.verified"),
                row("X3", "the other one is adopted by command")
                        .plays(p -> marked(p.isTrustedWithAnotherRecordAtUsbmuxd().orders("verify")).orders("adopt-record").sees("trusted (adopted)"))
                        .ends("trusted (adopted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.verified"),
                row("X3", "another record at usbmuxd is adopted where ours is forgotten and that one works")
                        .plays(FurtherScenarios::adopted)
                        .ends("trusted (adopted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified"));
    }

    private static void lostRecord(Actor p) throws IOException {
        p.isTrusted().unplugs().losesRecord().plugs().hears("awaiting-trust", "trusted", "trust.verified");
    }

    private static Actor marked(Actor p) {
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).contains("record-replaced"));
        return p;
    }

    private static void unmarked(Actor p) {
        EndToEnd.within(10).untilAsserted(() -> assertThat(p.shown().path("marks").toString()).isEqualTo("[]"));
    }

    private static void adopted(Actor p) throws Exception {
        p.isTrustedWithAnotherRecordAtUsbmuxd().isListenedTo().does(FORGETS_US).orders("verify").sees("trusted (adopted)");
        assertThat(p.shown().path("recordOrigin").asText()).isEqualTo("adopted");
        assertThat(p.shown().path("weakIdentity").asBoolean()).isTrue();
    }

    private static List<Scenario> supervised() {
        return List.of(
                row("X4", "a supervised device is trusted without a tap, by an RSA identity").with(Organisation.SUPERVISED)
                        .plays(p -> p.plugs().sees("trusted (supervised)"))
                        .ends("trusted (supervised)", 0, VAULT_AND_RECORD, "trusted"),
                row("X4", "a supervised device is trusted without a tap, by an EC identity, after this computer's consent").with(Organisation.SUPERVISED_BY_ANOTHER)
                        .plays(p -> p.at(ASKING).plugs().sees("awaiting-approval (policy-asks)").orders("approve").sees("trusted (supervised)"))
                        .endsAt(ASKING, "trusted (supervised)", 0, VAULT_AND_RECORD, "awaiting-approval", "trusted"),
                row("X4", "a supervised device that is locked is deferred until the unlock").with(Organisation.SUPERVISED + "+locked")
                        .plays(p -> p.plugs().sees("awaiting-unlock (supervised-deferred)").does("unlock").sees("trusted (supervised)"))
                        .ends("trusted (supervised)", 0, VAULT_AND_RECORD, "awaiting-unlock", "trusted"),
                row("X4", "a device of another organisation refuses the identity").with(Organisation.SUPERVISED_BY_ANOTHER)
                        .plays(p -> p.plugs().sees("prohibited (supervision-identity-refused)"))
                        .ends("prohibited (supervision-identity-refused)", 0, VAULT, "prohibited"));
    }

    private static List<Scenario> oddDevices() {
        return List.of(
                row("X7", "iOS 6 has no alert and is trusted at once").with("ios=6.1.6+key-bits=1024")
                        .plays(p -> p.plugs().sees("trusted (accepted-without-alert)"))
                        .ends("trusted (accepted-without-alert)", 0, VAULT_AND_RECORD, "trusted"),
                row("X7", "iOS 8 speaks TLS 1.0").with("ios=8.4.1+tls-max=1.0")
                        .plays(Actor::isTrusted)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted"),
                row("X8", "a device in restore mode cannot be paired, and nobody is asked").with("restored")
                        .plays(p -> p.plugs().sees("prohibited (restore-mode)"))
                        .ends("prohibited (restore-mode)", 0, Scenario.Disk.NOTHING, "prohibited"),
                row("X9", "trust given during setup is provisional, and its end is no reset").with("setup-assistant")
                        .plays(FurtherScenarios::setup)
                        .ends("trusted (setup-assistant)", 0, VAULT_AND_RECORD, "trusted", "trust.revoked", "trusted"));
    }

    /** Another host that is lost, and no cable at all. */
    private static List<Scenario> elsewhere() {
        return List.of(
                row("X10", "the trust of a host that is lost is ended from another one")
                        .plays(FurtherScenarios::lostHost)
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.lost-host-unpaired")
                        .endsAt(ASKING, "unpaired (by-us)", 2, VAULT_AND_ANOTHER_RECORD, "awaiting-approval", "awaiting-trust", "trusted"),
                row("X11", "over Wi-Fi a trusted device is proven, where it was switched on by command")
                        .plays(FurtherScenarios::overWifi)
                        .ends("trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.verified"),
                row("X11", "where Wi-Fi connections are forbidden they are switched off, and it is said").with("wifi-connections")
                        .plays(p -> assertThat(p.at(ASKING).plugs().isApproved().shown().path("wifiConnections").asText()).isEqualTo("false"))
                        .endsAt(ASKING, "trusted (user-accepted)", 1, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted"));
    }

    private static void lostHost(Actor p) {
        p.at(ASKING).plugs().isApproved().unplugs();
        p.at(HOST).isTrusted();
        p.ends(p.lab().registry().unpairLostHost(p.phone(), HOST, ASKING), "done");
        assertThat(p.lab().phones().show(p.phone()).path("trustedHosts").asInt()).as("ours alone is left").isEqualTo(1);
    }

    private static void overWifi(Actor p) {
        p.isTrusted().orders("wifi-on");
        assertThat(p.shown().path("wifiConnections").asText()).isEqualTo("true");
        p.unplugs().does("network-plug?host=" + HOST).hears("awaiting-trust", "trusted", "trust.verified", "trust.verified");
        assertThat(p.lab().phones().show(p.phone()).path("pairsOverNetwork").asInt()).as("never paired over the air").isZero();
    }

    private static void setup(Actor p) {
        p.plugs().sees("trusted (setup-assistant)");
        assertThat(p.shown().path("provisional").asBoolean()).isTrue();
        p.unplugs().plugs().hears("trusted", "trust.revoked", "trusted");
        assertThat(p.lab().registry().history(p.phone(), HOST)).contains("revoked (setup-finished)");
    }
}
