package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.OtherHostsScenario.row;
import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.RunningLab.FOREIGN;
import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.NOTHING;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_ANOTHER_RECORD;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Tool.GO_IOS;
import static dev.trustline.allinone.e2e.Tool.IDEVICEPAIR;
import static dev.trustline.allinone.e2e.Tool.PYMOBILEDEVICE3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;

/** What Apple's page says nothing of, where the other host, or our own, runs a tool of others too; numbered as in docs/TRUST.md. */
final class OtherHostsFurtherScenarios {
    private static final String USER_ACCEPTED = "trusted (user-accepted)";
    private static final String[] VERIFIED_ONCE = {"awaiting-trust", "trusted", "trust.verified"};
    private static final String[] VERIFIED_TWICE = {"awaiting-trust", "trusted", "trust.verified", "trust.verified"};

    private OtherHostsFurtherScenarios() {
    }

    static List<OtherHostsScenario> rows() {
        return Stream.of(lostRecords(), besideUs(), supervised(), oddDevices(), elsewhere()).flatMap(List::stream).toList();
    }

    private static List<OtherHostsScenario> lostRecords() {
        return List.of(
                row("X1", "a record that our usbmuxd has lost comes back, and theirs is untouched").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.losesRecord().plugs().hears(VERIFIED_ONCE);
                            theirs.plugs().opensASession();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyKeepTheirs(2),
                row("X1", "another host that has lost its record must ask again, and ours works on").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted().losesRecord();
                            ours.plugs().hears(VERIFIED_ONCE);
                            theirs.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 3, VAULT_AND_RECORD, VERIFIED_ONCE).theyKeepTheirs(3));
    }

    /** X2 and X3: a tool on our own host. */
    private static List<OtherHostsScenario> besideUs() {
        return List.of(
                row("X2", "a tool beside us that unpairs ends our trust, and nobody is asked").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.beside(HOST).unpairs();
                            ours.looksAgain().sees("unpaired (ended-by-other-tool)");
                        })
                        .ends("unpaired (ended-by-other-tool)", 1, VAULT, "awaiting-trust", "trusted", "trust.unpaired").theyHaveNone(0),
                row("X2", "a tool beside us that unpairs on the device alone makes it forget us: it is asked again").by(PYMOBILEDEVICE3)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.beside(HOST).unpairs();
                            ours.unplugs().isAsked();
                            assertThat(ours.lab().registry().history(ours.phone(), HOST)).contains("revoked (host-forgotten)").doesNotContain("unpaired (ended-by-other-tool)");
                        })
                        .ends("awaiting-trust (dialog-shown)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust").theyHaveNone(0),
                row("X3", "a tool beside us that pairs replaces the record at usbmuxd, and ours still works").by(IDEVICEPAIR, GO_IOS)
                        .plays(OtherHostsFurtherScenarios::theirsLiesAtOurs)
                        .ends(USER_ACCEPTED, 1, VAULT_AND_ANOTHER_RECORD, VERIFIED_ONCE).theyHaveNone(2),
                row("X3", "ours is put back by command, and the tool beside us uses it").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirsLiesAtOurs(ours, theirs);
                            ours.orders("restore-record");
                            EndToEnd.within(10).untilAsserted(() -> assertThat(ours.shown().path("marks").toString()).isEqualTo("[]"));
                            theirs.opensASession();
                        })
                        .ends(USER_ACCEPTED, 1, VAULT_AND_RECORD, VERIFIED_TWICE).theyHaveNone(2),
                row("X3", "the record of the tool beside us is adopted by command, and both use it").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirsLiesAtOurs(ours, theirs);
                            ours.orders("adopt-record").sees("trusted (adopted)");
                            theirs.opensASession();
                        })
                        .ends("trusted (adopted)", 1, VAULT_AND_RECORD, VERIFIED_TWICE).theyHaveNone(2));
    }

    /** Trusted here, and a tool has paired over our usbmuxd. One that names no device is found at the next look. */
    private static void theirsLiesAtOurs(Actor ours, OtherHost theirs) throws Exception {
        ours.isTrusted();
        theirs.beside(HOST).pairs(false);
        if (theirs.namesNoDevice()) {
            ours.orders("verify");
        }
        marked(ours);
    }

    static void marked(Actor ours) {
        EndToEnd.within(20).untilAsserted(() -> assertThat(ours.shown().path("marks").toString()).contains("record-replaced"));
    }

    private static List<OtherHostsScenario> supervised() {
        return List.of(
                row("X4", "two hosts have the organisation's identity, and neither asks").with(Organisation.SUPERVISED).by(PYMOBILEDEVICE3, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.plugs().pairsAsSupervisor().opensASession();
                            ours.plugs().sees("trusted (supervised)");
                        })
                        .ends("trusted (supervised)", 0, VAULT_AND_RECORD, "trusted").theyKeepTheirs(2));
    }

    /** X5 to X9. */
    private static List<OtherHostsScenario> oddDevices() {
        return List.of(
                row("X5", "a tap that no person can have made is flagged here, whoever was asked before").with("trusts-after=1ms").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.plugs().pairs(false);
                            assertThat(ours.plugs().sees("trusted (user-accepted)").shown().path("impossibleTap").asText()).isEqualTo("too-fast");
                        })
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("X6", "a cancelled passcode is no answer to either host").with("passcode-entry=60m").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.plugs().isAsked();
                            ours.does("trust").does("cancel-passcode");
                            theirs.isAsked();
                            ours.does("trust").does("passcode");
                            theirs.pairs(false);
                            ours.isAsked().does("trust").does("passcode").sees(USER_ACCEPTED);
                        })
                        .ends(USER_ACCEPTED, 3, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("X7", "iOS 6 trusts both without an alert").with("ios=6.1.6+key-bits=1024")
                        .plays((ours, theirs) -> {
                            theirs.plugs().pairs(false).opensASession();
                            ours.plugs().sees("trusted (accepted-without-alert)");
                        })
                        .ends("trusted (accepted-without-alert)", 0, VAULT_AND_RECORD, "trusted").theyKeepTheirs(2),
                row("X7", "iOS 8 speaks TLS 1.0 to both").with("ios=8.4.1+tls-max=1.0").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted().opensASession();
                            ours.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("X8", "in restore mode no host can pair").with("restored")
                        .plays((ours, theirs) -> {
                            theirs.plugs().cannotPair();
                            ours.plugs().sees("prohibited (restore-mode)");
                        })
                        .ends("prohibited (restore-mode)", 0, NOTHING, "prohibited").theyHaveNone(0),
                row("X9", "trust given to the other host during setup ends with its cable").with("setup-assistant").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.plugs().pairs(false).opensASession();
                            ours.plugs().sees("trusted (setup-assistant)");
                        })
                        .ends("trusted (setup-assistant)", 0, VAULT_AND_RECORD, "trusted").theyKeepTheirs(1));
    }

    /** X10 and X11: other hosts of ours, and no cable at all. */
    private static List<OtherHostsScenario> elsewhere() {
        return List.of(
                row("X10", "the trust of a lost host of ours is ended and not that of the other host, which we cannot name").by(IDEVICEPAIR)
                        .plays(OtherHostsFurtherScenarios::lostHost)
                        .ends(USER_ACCEPTED, 3, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.lost-host-unpaired")
                        .endsAt(ASKING, "unpaired (by-us)", 3, VAULT_AND_ANOTHER_RECORD, "awaiting-approval", "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("X11", "that we let the device be reached by Wi-Fi is read at the other host").by(GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted().readsOfWifi(false);
                            ours.plugs().hears(VERIFIED_ONCE);
                            ours.orders("wifi-on").shows(ours::shown, "/wifiConnections", "true");
                            theirs.plugs().readsOfWifi(true);
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_TWICE).theyKeepTheirs(2),
                row("X11", "where Wi-Fi is forbidden we switch off what the other host has switched on").by(PYMOBILEDEVICE3)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted().switchesWifiOn();
                            ours.at(ASKING).plugs().isApproved().shows(ours::shown, "/wifiConnections", "false");
                            theirs.plugs().readsOfWifi(false);
                        })
                        .endsAt(ASKING, USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-approval", "awaiting-trust", "trusted").theyKeepTheirs(2));
    }

    private static void lostHost(Actor ours, OtherHost theirs) throws Exception {
        ours.at(ASKING).plugs().isApproved();
        theirs.isTrusted();
        ours.at(HOST).isTrusted();
        Registry registry = ours.lab().registry();
        assertThatThrownBy(() -> registry.unpairLostHost(ours.phone(), HOST, FOREIGN)).hasMessageContaining("404").hasMessageContaining("Nothing is known about this device at host lab-foreign");
        ours.ends(registry.unpairLostHost(ours.phone(), HOST, ASKING), "done");
        theirs.plugs().opensASession();
    }
}
