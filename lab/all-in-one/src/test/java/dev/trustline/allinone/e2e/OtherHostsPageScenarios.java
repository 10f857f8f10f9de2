package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.OtherHostsScenario.row;
import static dev.trustline.allinone.e2e.RunningLab.ASKING;
import static dev.trustline.allinone.e2e.RunningLab.HOST;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_ANOTHER_RECORD;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Tool.GO_IOS;
import static dev.trustline.allinone.e2e.Tool.IDEVICEPAIR;
import static dev.trustline.allinone.e2e.Tool.PYMOBILEDEVICE3;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The statements of Apple's page where the other host runs a tool of others, numbered as in docs/TRUST.md. */
final class OtherHostsPageScenarios {
    private static final String USER_ACCEPTED = "trusted (user-accepted)";
    private static final String[] VERIFIED_ONCE = {"awaiting-trust", "trusted", "trust.verified"};

    private OtherHostsPageScenarios() {
    }

    static List<OtherHostsScenario> rows() {
        return Stream.of(beginnings(), denials(), steps(), ends(), help()).flatMap(List::stream).toList();
    }

    /** S1 to S4b. */
    private static List<OtherHostsScenario> beginnings() {
        return List.of(
                row("S1", "each of two hosts raises an alert of its own, ours first")
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted().opensASession();
                            ours.plugs().hears(VERIFIED_ONCE);
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyKeepTheirs(2),
                row("S1", "each of two hosts raises an alert of its own, theirs first")
                        .plays((ours, theirs) -> {
                            theirs.isTrusted();
                            ours.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("S2", "a device that trusts us shows another host nothing").by(GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.plugs().isAStranger();
                        })
                        .ends(USER_ACCEPTED, 1, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyHaveNone(1),
                row("S3", "from cable to cable between both hosts, neither asks again").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.plugs().hears(VERIFIED_ONCE);
                            theirs.plugs().opensASession();
                            ours.plugs().hears("awaiting-trust", "trusted", "trust.verified", "trust.verified");
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.verified", "trust.verified").theyKeepTheirs(2),
                row("S3", "a device that is erased knows neither, and we say that it is another").asksOnceMore(PYMOBILEDEVICE3)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.does("unplug").does("erase");
                            theirs.plugs().isForgotten();
                            ours.plugs().sees("failed (device-key-changed)");
                        })
                        .ends("failed (device-key-changed)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted", "failed").theyKeepTheirs(0),
                row("S4b", "what the device asks on the other host's cable is not heard here").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted().opensASession();
                            ours.does("backup-begins").does("backup-ends").plugs().hears(VERIFIED_ONCE);
                            assertThat(ours.shown().at("/backupConsent/count").asInt()).isZero();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyKeepTheirs(2));
    }

    /** S5a and S5b. */
    private static List<OtherHostsScenario> denials() {
        return List.of(
                row("S5a", "Don't Trust for the other host does not touch ours")
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.plugs().isDenied();
                            ours.plugs().hears(VERIFIED_ONCE);
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyHaveNone(1),
                row("S5a", "Don't Trust for ours does not touch the other host's").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted();
                            ours.isAsked().does("deny").sees("denied (user-denied)");
                            theirs.plugs().opensASession();
                        })
                        .ends("denied (user-denied)", 2, VAULT, "awaiting-trust", "denied").theyKeepTheirs(1),
                row("S5b", "Don't Trust is over at the next connection, at each host for itself").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.plugs().isDenied();
                            ours.isAsked().does("deny").sees("denied (user-denied)");
                            theirs.isTrusted();
                            ours.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 4, VAULT_AND_RECORD, "awaiting-trust", "denied", "awaiting-trust", "trusted").theyKeepTheirs(2));
    }

    /** S6 to S10. */
    private static List<OtherHostsScenario> steps() {
        return List.of(
                row("S6", "a trusted device that moves to the other host's cable is away, and stays trusted").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.shows(ours::shown, "/presence", "detached").shows(ours::shown, "/attached", "false");
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("S6", "an attempt ends when the device moves to the other host's cable, where theirs begins").by(GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isAsked();
                            theirs.isTrusted();
                            ours.shows(ours::shown, "/presence", "detached");
                        })
                        .ends("failed (device-detached)", 2, VAULT, "awaiting-trust", "failed").theyKeepTheirs(1),
                row("S6", "40 hex digits for a serial number are one device to both").with("forty-hex-serial").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted();
                            ours.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("S7", "the other host gives up on a locked device, ours waits for the unlock")
                        .plays((ours, theirs) -> {
                            ours.does("lock");
                            theirs.plugs().findsItLocked();
                            ours.plugs().sees("awaiting-unlock (device-locked)").does("unlock").sees("awaiting-trust (dialog-shown)").does("trust").sees(USER_ACCEPTED);
                        })
                        .ends(USER_ACCEPTED, 1, VAULT_AND_RECORD, "awaiting-unlock", "awaiting-trust", "trusted").theyHaveNone(1),
                row("S8", "the other host raises its alert without a word, ours asks a person first").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted();
                            ours.at(ASKING).plugs().sees("awaiting-approval (policy-asks)").orders("refuse").sees("denied (approval-refused)");
                        })
                        .endsAt(ASKING, "denied (approval-refused)", 1, VAULT, "awaiting-approval", "denied").theyKeepTheirs(1),
                row("S8", "a tool beside us that raises the alert while a person is asked goes round this computer's consent: it is said").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.at(ASKING).plugs().sees("awaiting-approval (policy-asks)");
                            theirs.beside(ASKING).pairs(true);
                            ours.sees("trusted (adopted)");
                            EndToEnd.within(40).untilAsserted(() -> assertThat(ours.problemsOfHost()).contains("usbmuxd-raised-alert", "not-enforceable"));
                        })
                        .endsAt(ASKING, "trusted (adopted)", 1, VAULT_AND_RECORD, "awaiting-approval", "trust.verified").theyHaveNone(1),
                row("S9", "a tap after the other host has given up, and one after our deadline, both count").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.plugs().isAsked();
                            ours.does("trust");
                            theirs.pairs(false);
                            ours.isAsked().sees("timed-out (dialog-unanswered)").does("trust").sees(USER_ACCEPTED);
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "timed-out", "trusted").theyKeepTheirs(2),
                row("S9", "one tap answers us and a tool beside us, whose record lies at usbmuxd then").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            ours.isAsked();
                            theirs.beside(HOST).isAsked();
                            ours.does("trust").sees(USER_ACCEPTED);
                            theirs.pairs(false);
                            OtherHostsFurtherScenarios.marked(ours);
                        })
                        .ends(USER_ACCEPTED, 1, VAULT_AND_ANOTHER_RECORD, VERIFIED_ONCE).theyHaveNone(2),
                row("S9b", "a device that leaves the bus after the tap on the other host's alert loses nothing").with("re-enumerates").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted().opensASession();
                            ours.isTrusted();
                        })
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("S10", "a tool that uses our record leaves it to us, and it is proven anew")
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.beside(HOST).opensASession();
                            Instant before = Instant.parse(ours.shown().path("provenAt").asText());
                            ours.orders("verify");
                            assertThat(Instant.parse(ours.shown().path("provenAt").asText())).isAfter(before);
                        })
                        .ends(USER_ACCEPTED, 1, VAULT_AND_RECORD, VERIFIED_ONCE).theyHaveNone(1));
    }

    /** S11 and S12. */
    private static List<OtherHostsScenario> ends() {
        return List.of(
                row("S11", "a reset takes the trust of both hosts").asksOnceMore(PYMOBILEDEVICE3)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.does("unplug").does("reset");
                            theirs.plugs().isForgotten();
                            ours.isAsked();
                            assertThat(ours.lab().registry().history(ours.phone(), HOST)).contains("revoked (host-forgotten)");
                        })
                        .ends("awaiting-trust (dialog-shown)", 3, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust").theyKeepTheirs(0),
                row("S11", "we end ours, and the other host's works on").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            theirs.isTrusted();
                            ours.plugs().hears(VERIFIED_ONCE);
                            ours.orders("unpair").sees("unpaired (by-us)");
                            theirs.plugs().opensASession();
                        })
                        .ends("unpaired (by-us)", 2, VAULT, "awaiting-trust", "trusted", "trust.verified", "trust.unpaired").theyKeepTheirs(1),
                row("S11", "the other host ends its own, and ours works on").by(IDEVICEPAIR)
                        .plays(OtherHostsPageScenarios::theyUnpair)
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyHaveNone(1),
                row("S11", "the other host ends its own on the device alone, and ours works on").by(PYMOBILEDEVICE3)
                        .plays(OtherHostsPageScenarios::theyUnpair)
                        .ends(USER_ACCEPTED, 2, VAULT_AND_RECORD, VERIFIED_ONCE).theyKeepTheirs(1),
                row("S12", "after a reset both ask again, and each has a new record")
                        .plays((ours, theirs) -> {
                            ours.isTrusted();
                            String old = ours.shown().path("recordFingerprint").asText();
                            theirs.isTrusted();
                            ours.does("unplug").does("reset");
                            theirs.isTrusted();
                            ours.isTrusted();
                            assertThat(ours.shown().path("recordFingerprint").asText()).isNotEqualTo(old);
                        })
                        .ends(USER_ACCEPTED, 4, VAULT_AND_RECORD, "awaiting-trust", "trusted", "trust.revoked", "awaiting-trust", "trusted").theyKeepTheirs(2));
    }

    private static void theyUnpair(Actor ours, OtherHost theirs) throws Exception {
        ours.isTrusted();
        theirs.isTrusted().unpairs();
        ours.plugs().hears(VERIFIED_ONCE);
    }

    /** S13 and S14. */
    private static List<OtherHostsScenario> help() {
        return List.of(
                row("S13", "nobody answers at either host: each has shown its alert")
                        .plays((ours, theirs) -> {
                            theirs.plugs().isAsked();
                            ours.isAsked().sees("timed-out (dialog-unanswered)");
                        })
                        .ends("timed-out (dialog-unanswered)", 2, VAULT, "awaiting-trust", "timed-out").theyHaveNone(0),
                row("S14", "what the other host tries is no attempt of ours").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            ours.isAsked();
                            assertThat(ours.shown().path("attempt").asInt()).isEqualTo(1);
                            theirs.plugs().isAsked();
                            ours.sees("failed (device-detached)").isAsked();
                            assertThat(ours.shown().path("attempt").asInt()).isEqualTo(2);
                        })
                        .ends("awaiting-trust (dialog-shown)", 3, VAULT, "awaiting-trust", "failed", "awaiting-trust").theyHaveNone(0));
    }
}
