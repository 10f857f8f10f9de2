package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.ApprovalGranted;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.result.Held;
import dev.trustline.pairing.consent.AllowListFile;
import dev.trustline.pairing.consent.ConfiguredConsent;
import dev.trustline.pairing.consent.PortPaths;
import dev.trustline.pairing.handshake.ConsentPolicy.AfterDenial;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host side's consent: who decided, what follows a denial, and how many alerts there may be. */
class ConsentIT {
    @TempDir
    Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));

    private HandshakeLab lab(AfterDenial afterDenial, int perDay) throws Exception {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new HandshakeLab(folder).consent(new ConfiguredConsent(ConfiguredConsent.Rule.always(Say.ALLOW, "auto"),
                new AlertBudget(perDay, clock, new AlertBudget.Meter() {}), afterDenial, say -> { })).start();
    }

    private static void plugAgain(HandshakeLab lab) {
        lab.phone().unplug();
        lab.awaitGone();
        lab.phone().plug();
        lab.attachEvent();
    }

    private static void denied(HandshakeLab lab) {
        lab.attachEvent();
        lab.awaitSaid("awaiting-trust/dialog-shown");
        lab.phone().deny();
        lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied");
    }

    private static int alerts(HandshakeLab lab) {
        return lab.phone().snapshot().prompts();
    }

    @Test
    void theRuleOfTheAllowListThatDecidedIsNamed() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules"), "refuse product=iPad* name=tablets\nallow product=* name=phones\n");
        AllowListFile list = new AllowListFile(rules, new SealedNote(folder, "allow-list", KeyRing.of(new SecretKeySpec(new byte[32], "AES"))));
        ConfiguredConsent consent = new ConfiguredConsent(ConfiguredConsent.Rule.of(list, new PortPaths(), Say.REFUSE), AlertBudget.UNLIMITED, AfterDenial.ASK, say -> { });
        try (HandshakeLab lab = new HandshakeLab(folder).consent(consent).start()) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("policy:allow-list(phones)");
            lab.phone().deny();
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied");
            Files.writeString(rules, "refuse all name=closed\n");
            list.look();
            plugAgain(lab);
            Awaitility.await().until(() -> lab.history().contains("denied/approval-refused"));
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("policy:allow-list(closed)");
            assertThat(alerts(lab)).isEqualTo(1);
        }
    }

    @Test
    void afterADenialTheNextAttachAsksAgainByDefault() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.ASK, 0)) {
            denied(lab);
            plugAgain(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "awaiting-trust/dialog-shown");
            assertThat(alerts(lab)).isEqualTo(2);
        }
    }

    @Test
    void aDenialHoldsTheDeviceIfThatIsThePolicyUntilItIsReleased() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.HOLD, 0)) {
            denied(lab);
            assertThat(lab.said).anyMatch(Held.class::isInstance);
            assertThat(lab.stored().heldBy()).contains("rule:after-denial");
            lab.stopHost();
            lab.start();
            plugAgain(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "unknown/held");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("rule:after-denial");
            assertThat(alerts(lab)).isEqualTo(1);
            lab.command(new ReleaseRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "unknown/held", "awaiting-trust/dialog-shown");
        }
    }

    @Test
    void aDenialBlocksTheNextAlertIfThatIsThePolicyUntilAPersonAsks() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.BLOCK, 0)) {
            denied(lab);
            lab.stopHost();
            lab.start();
            plugAgain(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "denied/approval-refused");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("policy:after-denial");
            assertThat(alerts(lab)).isEqualTo(1);
            lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "denied/approval-refused", "awaiting-trust/dialog-shown");
            lab.phone().trust();
            Awaitility.await().until(() -> lab.history().contains("trusted/user-accepted"));
            assertThat(lab.stored().alerts().denied()).isFalse();
        }
    }

    @Test
    void theAlertsOfADayAreCountedBeforeTheyAreRaisedAndOneTooManyIsPutOff() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.ASK, 1)) {
            denied(lab);
            assertThat(lab.stored().alerts().raised()).containsExactly(now.get());
            lab.stopHost();
            lab.start();
            plugAgain(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "unknown/alert-cap");
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("policy:alert-cap");
            assertThat(alerts(lab)).isEqualTo(1);
            now.set(now.get().plus(Duration.ofDays(1)));
            plugAgain(lab);
            Awaitility.await().until(() -> alerts(lab) == 2);
        }
    }

    @Test
    void aPersonWhoAsksForOneAlertMoreHasItAndItCounts() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.ASK, 1)) {
            denied(lab);
            plugAgain(lab);
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "unknown/alert-cap");
            String pair = lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            lab.awaitSaid("awaiting-trust/dialog-shown", "denied/user-denied", "unknown/alert-cap", "awaiting-trust/dialog-shown");
            assertThat(lab.answered).contains(pair);
            assertThat(lab.newest().facts().decidedBy()).isEqualTo("policy:auto");
            assertThat(lab.stored().alerts().raised()).hasSize(2);
        }
    }

    @Test
    void aPersonsApprovalIsNotCappedAndIsCounted() throws Exception {
        ConfiguredConsent consent = new ConfiguredConsent(ConfiguredConsent.Rule.always(Say.ASK, "manual"),
                new AlertBudget(1, Clock.systemUTC(), new AlertBudget.Meter() {}), AfterDenial.ASK, say -> { });
        try (HandshakeLab lab = new HandshakeLab(folder).consent(consent).start()) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                int number = attempt;
                plugAgain(lab);
                Awaitility.await().until(() -> !lab.said.isEmpty() && lab.newest().facts().attempt() == number);
                lab.command(new ApprovalGranted(lab.udid(), HandshakeLab.HOST, attempt, "anna"));
                Awaitility.await().until(() -> alerts(lab) == number);
                lab.phone().deny();
                Awaitility.await().until(() -> lab.history().stream().filter("denied/user-denied"::equals).count() == number);
            }
            assertThat(lab.stored().alerts().raised()).hasSize(2);
        }
    }

    @Test
    void anAttemptThatGoesOnAfterARestartIsNotCountedAgain() throws Exception {
        try (HandshakeLab lab = lab(AfterDenial.ASK, 1)) {
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown");
            lab.stopHost();
            lab.start();
            lab.attachEvent();
            lab.awaitSaid("awaiting-trust/dialog-shown", "awaiting-trust/dialog-shown");
            assertThat(lab.stored().alerts().raised()).hasSize(1);
        }
    }
}
