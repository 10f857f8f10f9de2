package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.result.Rejection;
import dev.trustline.virtualdevice.LabPhone;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old and odd devices: what is said of each, and how many alerts it shows. They are all plugged in at once. */
class OddDevicesIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TAPPED = "trusted/user-accepted";
    private static final String AT_ONCE = "trusted/accepted-without-alert";
    private static final List<Row> ROWS = List.of(
            new Row("ios=5.1.1", 0, AT_ONCE),
            new Row("ios=6.1.3+tls-max=1.0+plain-rsa", 0, AT_ONCE),
            new Row("ios=6.1.3+locked", 0, "awaiting-unlock/device-locked"),
            new Row("ios=7.1.2+tls-max=1.0+plain-rsa", 1, UP, TAPPED),
            new Row("ios=8.4.1+tls-max=1.0+re-enumerates", 1, UP, TAPPED),
            new Row("ios=9.3.6+tls-max=1.0+plain-rsa", 1, UP, TAPPED),
            new Row("ios=10.3.4+tls-max=1.0", 1, UP, "failed/answer-not-accepted"),
            new Row("ios=17.5.1+tls-max=1.1", 1, UP, "failed/answer-not-accepted"),
            new Row("no-passcode", 1, UP, TAPPED),
            new Row("without-wifi-address", 1, UP, TAPPED),
            new Row("forty-hex-serial", 1, UP, TAPPED),
            new Row("undashed-serial", 1, UP, TAPPED),
            new Row("restored", 0, "prohibited/restore-mode"),
            new Row("setup-assistant", 0, "trusted/setup-assistant"),
            new Row("managed", 0, "prohibited/managed-device"),
            new Row("watch", 1, UP, TAPPED),
            new Row("watch+ios=6.2", 1, UP, TAPPED),
            new Row("tv", 1, UP, TAPPED),
            new Row("clock=1970-01-01T00:00:00Z", 1, UP, TAPPED),
            new Row("clock=2040-01-01T00:00:00Z", 1, UP, TAPPED),
            new Row("clock=2120-01-01T00:00:00Z", 1, UP, TAPPED));

    @TempDir
    static Path folder;

    private static HandshakeLab lab;

    /** A device, and what is said of it. */
    private record Row(String traits, int alerts, List<String> history) {
        Row(String traits, int alerts, String... history) {
            this(traits, alerts, List.of(history));
        }

        @Override
        public String toString() {
            return traits;
        }

        LabPhone phone() {
            return lab.phones.phone(ROWS.indexOf(this) + 1);
        }
    }

    static List<Row> rows() {
        return ROWS;
    }

    @BeforeAll
    static void plugAllIn() throws Exception {
        String[] personalities = IntStream.range(0, ROWS.size())
                .mapToObj(i -> (i + 1) + ":trusts-after=30ms+key-bits=1024+" + ROWS.get(i).traits()).toArray(String[]::new);
        lab = new HandshakeLab(folder, ROWS.size(), personalities).start();
        ROWS.forEach(row -> lab.attachEvent(row.phone()));
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachHasItsWords(Row row) {
        lab.awaitSaid(row.phone(), row.history().toArray(String[]::new));
        assertThat(row.phone().snapshot().prompts()).isEqualTo(row.alerts());
        boolean trusted = row.history().get(row.history().size() - 1).startsWith("trusted/");
        assertThat(row.phone().snapshot().validated()).as("the phone counts a trusted host, if it is old").isEqualTo(trusted || !row.traits().matches("ios=[56].*"));
        assertThat(lab.problems).isEmpty();
    }

    @Test
    void aPhoneWithoutAlertHasNoTapThatCouldBeOdd() throws Exception {
        try (HandshakeLab old = new HandshakeLab(folder.resolve("locked"), "ios=6.1.6+locked+key-bits=1024").start()) {
            old.attachEvent();
            old.awaitSaid("awaiting-unlock/device-locked");
            old.phone().unlock();
            old.awaitSaid("awaiting-unlock/device-locked", AT_ONCE);
            assertThat(old.newest().facts().impossibleTap()).isNull();
        }
    }

    @Test
    void aPhoneInRestoreModeIsNotPairedNorAskedAgain() throws Exception {
        try (HandshakeLab restoring = new HandshakeLab(folder.resolve("restoring"), "restored").start()) {
            restoring.attachEvent();
            restoring.awaitSaid("prohibited/restore-mode");
            restoring.listed();
            String pair = restoring.command(new PairingRequested(restoring.udid(), HandshakeLab.HOST, "anna"));
            Awaitility.await().until(() -> restoring.answered.contains(pair));
            assertThat(restoring.history()).containsExactly("prohibited/restore-mode", "prohibited/restore-mode");
            assertThat(restoring.phone().snapshot().pairs().overCable()).isZero();
        }
    }

    @Test
    void aTrustedPhoneStaysTrustedThroughRestoreMode() throws Exception {
        try (HandshakeLab trusted = new HandshakeLab(folder.resolve("trusted"), "trusts-after=30ms").start()) {
            trusted.attachEvent();
            trusted.awaitSaid(UP, TAPPED);
            String fingerprint = trusted.newest().facts().record().fingerprint();
            trusted.faults.restoring = true;
            String verify = trusted.command(new VerificationRequested(trusted.udid(), HandshakeLab.HOST, "anna"));
            assertThat(trusted.awaitRejected(verify)).isEqualTo(Rejection.VERIFICATION_DEFERRED);
            assertThat(trusted.history()).as("nothing is known to have ended the trust").containsExactly(UP, TAPPED);
            trusted.faults.restoring = false;
            trusted.phone().unplug();
            trusted.awaitGone();
            trusted.phone().plug();
            trusted.attachEvent();
            trusted.awaitSaid(UP, TAPPED, "trusted/already-trusted");
            assertThat(trusted.newest().facts().record().fingerprint()).isEqualTo(fingerprint);
            assertThat(trusted.phone().snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void anOldPhoneIsConfirmedAgainAtEachAttachAndPairedAnewAfterAReset() throws Exception {
        try (HandshakeLab old = new HandshakeLab(folder.resolve("old"), "ios=6.1.3").start()) {
            old.attachEvent();
            old.awaitSaid(AT_ONCE);
            replug(old);
            old.awaitSaid(AT_ONCE, "trusted/already-trusted");
            assertThat(old.phone().snapshot().validated()).isTrue();
            old.phone().reset();
            replug(old);
            old.awaitSaid(AT_ONCE, "trusted/already-trusted", "revoked/host-forgotten", AT_ONCE);
            assertThat(old.phone().snapshot().prompts()).isZero();
        }
    }

    private static void replug(HandshakeLab lab) {
        lab.phone().unplug();
        lab.awaitGone();
        lab.phone().plug();
        lab.attachEvent();
    }
}
