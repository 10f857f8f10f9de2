package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.pairing.consent.ConfiguredConsent;
import dev.trustline.pairing.consent.UnaskedAlerts;
import dev.trustline.pairing.consent.WatchedConsent;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program on this host, as usbmuxd's preflight is one, raises the alert before this service does. */
class UnaskedAlertIT {
    @TempDir
    Path folder;
    private UnaskedAlerts unasked;

    private HandshakeLab lab(Say say, String policy, String... personalities) throws Exception {
        unasked = new UnaskedAlerts(policy, System::nanoTime);
        ConsentPolicy consent = new ConfiguredConsent(ConfiguredConsent.Rule.always(say, policy), AlertBudget.UNLIMITED, ConsentPolicy.AfterDenial.ASK, any -> { });
        return new HandshakeLab(folder, personalities).consent(new WatchedConsent(consent, unasked)).start();
    }

    private static OtherTool tool(HandshakeLab lab) throws Exception {
        return new OtherTool(lab.phones.host(), lab.phone());
    }

    private List<String> problems() {
        return unasked.problems().stream().map(HostProblem::code).toList();
    }

    @Test
    void aTapOnTheAlertOfAnotherProgramIsNoticedByItsEffect() throws Exception {
        try (HandshakeLab lab = lab(Say.ALLOW, "auto")) {
            tool(lab).pair();
            lab.attachEvent();
            lab.awaitSaid("trusted/accepted-without-alert");
            Awaitility.await().untilAsserted(() -> assertThat(problems()).containsExactly("usbmuxd-raised-alert"));
        }
    }

    @Test
    void aDenialOfTheAlertOfAnotherProgramIsNoticedByItsEffect() throws Exception {
        try (HandshakeLab lab = lab(Say.ALLOW, "allow-list", "denies-after=1ms")) {
            tool(lab).ask();
            Awaitility.await().until(() -> lab.phone().snapshot().dialog() == dev.trustline.virtualdevice.phone.TrustDialog.DENIED);
            lab.attachEvent();
            lab.awaitSaid("denied/refused-without-alert");
            Awaitility.await().untilAsserted(() -> assertThat(problems()).containsExactly("usbmuxd-raised-alert", "not-enforceable"));
        }
    }

    @Test
    void aRecordThatAppearsWhileTheHostsConsentIsAwaitedHasGoneRoundThePolicy() throws Exception {
        try (HandshakeLab lab = lab(Say.ASK, "manual")) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-approval/policy-asks");
            tool(lab).save(tool(lab).pair());
            lab.awaitSaid("awaiting-approval/policy-asks", "trusted/adopted");
            Awaitility.await().untilAsserted(() -> assertThat(problems()).containsExactly("usbmuxd-raised-alert", "not-enforceable"));
        }
    }

    @Test
    void whatThisHostHasAskedForItselfIsNoneOfIt() throws Exception {
        try (HandshakeLab lab = lab(Say.ALLOW, "manual")) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.phone().deny();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied");
            lab.stopHost();
            lab.start();
            lab.phone().unplug();
            lab.awaitGone();
            lab.phone().plug();
            lab.attachEvent();
            Awaitility.await().until(() -> lab.phone().trust().done());
            Awaitility.await().until(() -> lab.history().contains("trusted/user-accepted"));
            assertThat(problems()).isEmpty();
        }
    }
}
