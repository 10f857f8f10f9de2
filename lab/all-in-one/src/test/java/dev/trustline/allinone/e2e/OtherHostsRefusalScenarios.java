package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.OtherHostsScenario.row;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT;
import static dev.trustline.allinone.e2e.Scenario.Disk.VAULT_AND_RECORD;
import static dev.trustline.allinone.e2e.Tool.GO_IOS;
import static dev.trustline.allinone.e2e.Tool.IDEVICEPAIR;

import java.util.List;
import java.util.stream.Stream;

/** Devices that refuse both hosts, and odd ones that trust both; numbered as in docs/TRUST.md. */
final class OtherHostsRefusalScenarios {
    private OtherHostsRefusalScenarios() {
    }

    static List<OtherHostsScenario> rows() {
        return Stream.of(refusals(), odd()).flatMap(List::stream).toList();
    }

    private static List<OtherHostsScenario> refusals() {
        return List.of(
                refused("X12", "a configuration profile forbids it to both", "managed", "prohibited (managed-device)", "prohibited").by(IDEVICEPAIR, GO_IOS),
                refused("X12", "Find My forbids it to both", "refuses-pair=FMiPProtected", "prohibited (find-my)", "prohibited").by(IDEVICEPAIR),
                refused("X13", "a device that cannot store a record stores none of either", "refuses-pair=SavePairRecordFailed", "failed (device-could-not-store)", "failed")
                        .by(IDEVICEPAIR));
    }

    /** The other host gets no record; we say why. */
    private static OtherHostsScenario refused(String number, String title, String traits, String state, String says) {
        return row(number, title).with(traits)
                .plays((ours, theirs) -> {
                    theirs.plugs().cannotPair();
                    ours.plugs().sees(state);
                })
                .ends(state, 0, VAULT, says).theyHaveNone(0);
    }

    private static List<OtherHostsScenario> odd() {
        return List.of(
                row("X14", "an Apple Watch gives neither an escrow bag, and trusts both").with("watch").by(IDEVICEPAIR)
                        .plays((ours, theirs) -> {
                            theirs.isTrusted().opensASession();
                            ours.isTrusted();
                        })
                        .ends("trusted (user-accepted)", 2, VAULT_AND_RECORD, "awaiting-trust", "trusted").theyKeepTheirs(2),
                row("X15", "a device that has started is locked for the other host, and ours waits for its first unlock").with("before-first-unlock").by(IDEVICEPAIR, GO_IOS)
                        .plays((ours, theirs) -> {
                            theirs.plugs().findsItLocked();
                            ours.plugs().sees("awaiting-unlock (device-locked)").does("unlock").sees("awaiting-trust (dialog-shown)");
                        })
                        .ends("awaiting-trust (dialog-shown)", 1, VAULT, "awaiting-unlock", "awaiting-trust").theyHaveNone(0));
    }
}
