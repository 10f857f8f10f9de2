package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.result.HostHeld;
import dev.trustline.virtualdevice.LabPhone;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S11 on the host's side: phones that forget it all at once. */
class HostIdentityLostIT {
    @TempDir
    Path folder;

    @Test
    void s11TheThirdPhoneThatHasForgottenThisHostIsNotAskedNorIsTheAlertOfTheOthersFollowedUntilTheRelease() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, 3).start()) {
            for (int i = 1; i <= 3; i++) {
                LabPhone phone = lab.phones.phone(i);
                lab.attachEvent(phone);
                lab.awaitSaid(phone, "awaiting-trust/dialog-shown");
                phone.trust();
                lab.awaitSaid(phone, "awaiting-trust/dialog-shown", "trusted/user-accepted");
                phone.reset();
            }
            replugged(lab, 1, "revoked/host-forgotten", "awaiting-trust/dialog-shown");
            replugged(lab, 2, "revoked/host-forgotten", "awaiting-trust/dialog-shown");
            replugged(lab, 3, "revoked/host-forgotten", "unknown/held");
            lab.awaitSaid(lab.phones.phone(1), "awaiting-trust/dialog-shown", "trusted/user-accepted", "revoked/host-forgotten", "awaiting-trust/dialog-shown", "unknown/held");
            assertThat(lab.phones.phone(3).snapshot().prompts()).isEqualTo(1);
            assertThat(lab.said).filteredOn(HostHeld.class::isInstance).singleElement()
                    .satisfies(held -> assertThat(((HostHeld) held).heldBy()).isEqualTo("rule:host-identity-lost"));
            lab.hostHold.release();
            lab.awaitSaid(lab.phones.phone(3), "awaiting-trust/dialog-shown", "trusted/user-accepted", "revoked/host-forgotten", "unknown/held", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void s11AtAnAttachTheStoredRecordIsProvenBeforeAnythingElseAndOnlyIfThatFailsIsAnybodyAsked() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (HandshakeLab lab = new HandshakeLab(folder)) {
            lab.consent((udid, facts) -> {
                order.add("consent after " + lab.history());
                return new ConsentPolicy.Decision(ConsentPolicy.Say.ALLOW, "policy:test");
            }).start();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().trust();
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted");
            order.clear();
            replug(lab, lab.phone());
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted");
            assertThat(order).isEmpty();
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(1);
            lab.phone().reset();
            replug(lab, lab.phone());
            lab.awaitSaid("awaiting-trust/dialog-shown", "trusted/user-accepted", "trusted/already-trusted", "revoked/host-forgotten", "awaiting-trust/dialog-shown");
            assertThat(order).startsWith("consent after [awaiting-trust/dialog-shown, trusted/user-accepted, trusted/already-trusted, revoked/host-forgotten]");
            assertThat(lab.phone().snapshot().prompts()).isEqualTo(2);
        }
    }

    private static void replug(HandshakeLab lab, LabPhone phone) {
        phone.unplug();
        phone.plug();
        lab.attachEvent(phone);
    }

    private static void replugged(HandshakeLab lab, int number, String revoked, String then) {
        LabPhone phone = lab.phones.phone(number);
        replug(lab, phone);
        lab.awaitSaid(phone, "awaiting-trust/dialog-shown", "trusted/user-accepted", revoked, then);
    }
}
