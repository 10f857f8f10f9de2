package dev.trustline.pairing.handshake;

import static dev.trustline.pairing.handshake.ModelLab.HOST;
import static dev.trustline.pairing.handshake.ModelLab.LOST;
import static dev.trustline.pairing.handshake.ModelLab.OURS;
import static dev.trustline.pairing.handshake.ModelLab.PHONE;
import static dev.trustline.pairing.handshake.ModelLab.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Reason;
import dev.trustline.events.RecordFacts;
import dev.trustline.events.command.LostHostUnpairRequested;
import dev.trustline.events.command.RecordAdoptRequested;
import dev.trustline.events.command.RecordRestoreRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.result.LostHostUnpaired;
import dev.trustline.events.result.RelationResult;
import dev.trustline.pairing.pairrecord.LabDeposit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The host dies before and after every single write to vault, usbmuxd, phone and bus, and is started again. It always ends as it
 * should, and at no moment is a record lost that the phone knows.
 */
class CrashPointsTest {
    private static void everywhere(Supplier<ModelLab> before, Consumer<ModelLab> action, Consumer<ModelLab> always, Consumer<ModelLab> atTheEnd) {
        ModelLab undisturbed = before.get();
        undisturbed.afterEachWrite = () -> always.accept(undisturbed);
        action.accept(undisturbed);
        atTheEnd.accept(undisturbed);
        int writes = undisturbed.writes.size();
        assertThat(writes).isGreaterThanOrEqualTo(2);
        for (int write = 1; write <= writes; write++) {
            for (boolean after : new boolean[] {false, true}) {
                ModelLab lab = before.get();
                lab.afterEachWrite = () -> always.accept(lab);
                lab.dieAt(write, after);
                assertThat(lab.isDeadly(() -> action.accept(lab))).isTrue();
                lab.restart();
                try {
                    atTheEnd.accept(lab);
                } catch (AssertionError e) {
                    throw new AssertionError((after ? "after" : "before") + " write " + write + " of " + undisturbed.writes + ": " + lab, e);
                }
            }
        }
    }

    private static void whatThePhoneKnowsIsInTheVault(ModelLab lab) {
        assertThat(lab.inVault()).as("what the phone knows of this host: %s", lab).containsAll(lab.knownToPhone);
    }

    private static void trustedWithOneRecord(ModelLab lab) {
        assertThat(lab.good()).isPresent();
        assertThat(lab.knownToPhone).containsExactly(lab.good().get());
        assertThat(lab.usbmuxdHas()).isEqualTo(lab.good());
        assertThat(lab.prompts).as("one alert for one tap").isEqualTo(1);
        assertThat(lab.history()).last().asString().startsWith("trusted/");
        assertThat(lab.history()).doesNotContain("trusted/record-replaced");
        assertThat(lab.stored.leftAtUsbmuxd()).isEmpty();
    }

    @Test
    void pair() {
        everywhere(ModelLab::new, ModelLab::listed, CrashPointsTest::whatThePhoneKnowsIsInTheVault, CrashPointsTest::trustedWithOneRecord);
    }

    @Test
    void pairAnewAfterThePhoneHasForgottenThisHost() {
        everywhere(() -> {
            ModelLab lab = ModelLab.trusted();
            lab.knownToPhone.clear();
            return lab;
        }, ModelLab::listed, lab -> {
            whatThePhoneKnowsIsInTheVault(lab);
            assertThat(lab.good()).as("the old record is kept until a new one works").isPresent();
        }, lab -> {
            trustedWithOneRecord(lab);
            assertThat(lab.good()).isNotEqualTo(Optional.of(OURS.hostId()));
            assertThat(lab.history()).contains("revoked/host-forgotten");
        });
    }

    @Test
    void unpairOnThePhoneThenInUsbmuxdThenInTheVault() {
        UnpairRequested unpair = new UnpairRequested(PHONE, HOST, "anna");
        everywhere(() -> {
            ModelLab lab = ModelLab.trusted();
            lab.say = ConsentPolicy.Say.REFUSE;
            return lab;
        }, lab -> lab.command(unpair), lab -> {
            assertThat(lab.usbmuxdHas().isPresent() || lab.knownToPhone.isEmpty()).as("the phone first: %s", lab).isTrue();
            assertThat(lab.good().isPresent() || lab.usbmuxdHas().isEmpty()).as("the vault last: %s", lab).isTrue();
        }, lab -> {
            assertThat(lab.knownToPhone).isEmpty();
            assertThat(lab.usbmuxdHas()).isEmpty();
            assertThat(lab.good()).isEmpty();
            assertThat(lab.stored.unpairing()).isEmpty();
            assertThat(lab.history()).contains("unpaired/by-us");
            assertThat(lab.answerTo(unpair)).isInstanceOfSatisfying(RelationResult.class, r -> assertThat(r.facts().reason()).isEqualTo(Reason.BY_US));
            assertThat(lab.prompts).isZero();
        });
    }

    @Test
    void whatUsbmuxdLostIsPutBack() {
        everywhere(() -> {
            ModelLab lab = ModelLab.trusted();
            lab.atUsbmuxd = Optional.empty();
            return lab;
        }, ModelLab::listed, CrashPointsTest::whatThePhoneKnowsIsInTheVault, lab -> {
            assertThat(lab.usbmuxdHas()).contains(OURS.hostId());
            assertThat(lab.good()).contains(OURS.hostId());
            assertThat(lab.history()).last().asString().startsWith("trusted/");
            assertThat(lab.prompts).isZero();
        });
    }

    private static ModelLab replaced() {
        ModelLab lab = ModelLab.trusted();
        lab.knownToPhone.add(THEIRS.hostId());
        lab.atUsbmuxd = Optional.of(THEIRS);
        return lab;
    }

    @Test
    void restore() {
        RecordRestoreRequested restore = new RecordRestoreRequested(PHONE, HOST, "anna");
        everywhere(CrashPointsTest::replaced, lab -> lab.command(restore), lab -> assertThat(lab.good()).contains(OURS.hostId()), lab -> {
            assertThat(lab.usbmuxdHas()).contains(OURS.hostId());
            assertThat(lab.knownToPhone).containsExactly(OURS.hostId(), THEIRS.hostId());
            assertThat(lab.answerTo(restore)).isInstanceOfSatisfying(RelationResult.class, r -> assertThat(r.facts().reason()).isEqualTo(Reason.RESTORED));
            assertThat(lab.prompts).isZero();
        });
    }

    @Test
    void adopt() {
        RecordAdoptRequested adopt = new RecordAdoptRequested(PHONE, HOST, "anna");
        everywhere(CrashPointsTest::replaced, lab -> lab.command(adopt), lab -> assertThat(lab.good()).isPresent(), lab -> {
            assertThat(lab.good()).contains(THEIRS.hostId());
            assertThat(lab.stored.good().orElseThrow().origin()).isEqualTo(RecordFacts.Origin.ADOPTED);
            assertThat(lab.usbmuxdHas()).contains(THEIRS.hostId());
            assertThat(lab.answerTo(adopt)).isInstanceOfSatisfying(RelationResult.class, r -> assertThat(r.facts().reason()).isEqualTo(Reason.ADOPTED));
            assertThat(lab.prompts).isZero();
        });
    }

    @Test
    void endTheTrustOfALostHost() {
        String sealed = LabDeposit.under(Optional.of(HandshakeLab.LAB_KEY)).seal(PHONE, "bench-6", LOST).orElseThrow();
        LostHostUnpairRequested unpair = new LostHostUnpairRequested(PHONE, HOST, "bench-6", LOST.fingerprint(), sealed, "anna");
        everywhere(() -> {
            ModelLab lab = ModelLab.trusted();
            lab.knownToPhone.add(LOST.hostId());
            return lab;
        }, lab -> lab.command(unpair), lab -> assertThat(lab.knownToPhone).contains(OURS.hostId()), lab -> {
            assertThat(lab.knownToPhone).containsExactly(OURS.hostId());
            assertThat(lab.answerTo(unpair)).isInstanceOf(LostHostUnpaired.class);
            assertThat(lab.good()).contains(OURS.hostId());
        });
    }
}
