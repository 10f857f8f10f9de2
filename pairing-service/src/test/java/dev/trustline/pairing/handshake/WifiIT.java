package dev.trustline.pairing.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.PairingRequested;
import dev.trustline.events.command.UnpairRequested;
import dev.trustline.events.command.VerificationRequested;
import dev.trustline.events.command.WifiSetRequested;
import dev.trustline.events.device.Connection;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.handshake.Answer.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones that are reached by network, and the phone's own switch that allows it. */
class WifiIT {
    private static final String UP = "awaiting-trust/dialog-shown";
    private static final String TAPPED = "trusted/user-accepted";
    private static final String PROVEN = "trusted/already-trusted";

    @TempDir
    Path folder;

    private HandshakeLab trusted(String traits) throws Exception {
        return trusted(new HandshakeLab(folder, traits + "+trusts-after=30ms"));
    }

    private static HandshakeLab trusted(HandshakeLab lab) throws Exception {
        lab.start().attachEvent();
        lab.awaitSaid(UP, TAPPED);
        return lab;
    }

    /** No cable any more, and reached by network. */
    private HandshakeLab onTheAir() throws Exception {
        HandshakeLab lab = trusted("wifi-connections");
        lab.phone().unplug();
        lab.awaitGone();
        assertThat(lab.phone().networkPlug().done()).isTrue();
        lab.attachEvent(lab.phone(), Connection.NETWORK);
        lab.awaitSaid(UP, TAPPED, PROVEN);
        return lab;
    }

    private static String answered(HandshakeLab lab, PairingCommand command) {
        String id = lab.command(command);
        Awaitility.await().until(() -> lab.answered.contains(id));
        return id;
    }

    private static VerificationRequested verify(HandshakeLab lab) {
        return new VerificationRequested(lab.udid(), HandshakeLab.HOST, "anna");
    }

    private static WifiSetRequested wifi(HandshakeLab lab, boolean enabled) {
        return new WifiSetRequested(lab.udid(), HandshakeLab.HOST, enabled, "anna");
    }

    @Test
    void byNetworkTheRecordIsProvenAndNothingElseIsDone() throws Exception {
        try (HandshakeLab lab = onTheAir()) {
            assertThat(lab.newest().facts().wifiConnections()).isTrue();
            for (PairingCommand command : new PairingCommand[] {new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"),
                new UnpairRequested(lab.udid(), HandshakeLab.HOST, "anna"), wifi(lab, false)}) {
                assertThat(lab.awaitRejected(lab.command(command))).as(command.type().shortName()).isEqualTo(Rejection.NEEDS_CABLE);
            }
            answered(lab, verify(lab));
            lab.awaitSaid(UP, TAPPED, PROVEN, PROVEN);
            assertThat(lab.phone().letsConnectOverWifi()).isTrue();
            assertThat(lab.phone().snapshot().pairs().overNetwork()).isZero();
        }
    }

    @Test
    void aResetThatIsFoundByNetworkIsRevokedAndWaitsForTheCable() throws Exception {
        try (HandshakeLab lab = onTheAir()) {
            lab.said.clear();
            lab.phone().reset();
            answered(lab, verify(lab));
            lab.awaitSaid("revoked/host-forgotten");
            assertThat(lab.awaitRejected(lab.command(verify(lab)))).isEqualTo(Rejection.NEEDS_CABLE);
            assertThat(lab.stored().good()).isPresent();
            assertThat(lab.phone().snapshot().pairs().overNetwork()).isZero();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("revoked/host-forgotten", UP, TAPPED);
        }
    }

    /** The lab holds a host that three phones have forgotten; here it is the third. */
    @Test
    void whatIsHeardByNetworkAloneHoldsNoHostUntilTheCableSaysSoToo() throws Exception {
        try (HandshakeLab lab = onTheAir()) {
            lab.hostHold.forgottenBy("one", Instant.now(), Duration.ofMinutes(10));
            lab.hostHold.forgottenBy("another", Instant.now(), Duration.ofMinutes(10));
            lab.said.clear();
            lab.phone().reset();
            answered(lab, verify(lab));
            lab.awaitSaid("revoked/host-forgotten");
            assertThat(lab.hostHold.isHeld()).isFalse();
            lab.stopHost();
            lab.start();
            lab.phone().plug();
            lab.attachEvent();
            lab.awaitSaid("revoked/host-forgotten", "unknown/held");
            assertThat(lab.hostHold.now().orElseThrow().by()).isEqualTo(HostIdentityGuard.RULE);
            assertThat(lab.phone().snapshot().prompts()).as("one, at first").isEqualTo(1);
            lab.hostHold.release();
            lab.awaitSaid("revoked/host-forgotten", "unknown/held", UP, TAPPED);
            assertThat(lab.hostHold.isHeld()).as("it counts once").isFalse();
        }
    }

    @Test
    void byNetworkNoRecordOfAnotherToolTakesThePlaceOfOurs() throws Exception {
        try (HandshakeLab lab = trusted("wifi-connections")) {
            String ours = lab.newest().facts().record().fingerprint();
            lab.phone().forgetHost();
            OtherTool tool = new OtherTool(lab.phones.host(), lab.phone());
            tool.saveUnheard(tool.pair());
            lab.phone().unplug();
            lab.awaitGone();
            assertThat(lab.phone().networkPlug().done()).isTrue();
            lab.attachEvent(lab.phone(), Connection.NETWORK);
            lab.awaitSaid(UP, TAPPED, "revoked/host-forgotten");
            assertThat(lab.stored().good().orElseThrow().record().fingerprint()).isEqualTo(ours);
        }
    }

    @Test
    void aSessionThatFailsByNetworkChangesNoState() throws Exception {
        try (HandshakeLab lab = onTheAir()) {
            lab.faults.breakSessions(3, Trouble.SESSION_BROKEN);
            assertThat(lab.awaitRejected(lab.command(verify(lab)))).isEqualTo(Rejection.DEVICE_UNREACHABLE);
            assertThat(lab.history()).containsExactly(UP, TAPPED, PROVEN);
        }
    }

    @Test
    void aPhoneThatWasNeverOnTheCableIsNotPairedByNetwork() throws Exception {
        try (HandshakeLab lab = new HandshakeLab(folder, "network-only").start()) {
            lab.attachEvent(lab.phone(), Connection.NETWORK);
            assertThat(lab.awaitRejected(lab.command(verify(lab)))).isEqualTo(Rejection.NO_RECORD);
            assertThat(lab.awaitRejected(lab.command(new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna")))).isEqualTo(Rejection.NEEDS_CABLE);
            assertThat(lab.history()).isEmpty();
            assertThat(lab.phone().snapshot().pairs().overNetwork()).isZero();
        }
    }

    @Test
    void theCableWinsAndIsWaitedForWhereItsEventComesFirst() throws Exception {
        try (HandshakeLab lab = trusted("wifi-connections")) {
            lab.phone().networkPlug();
            lab.attachEvent(lab.phone(), Connection.NETWORK);
            answered(lab, wifi(lab, true));
            lab.awaitSaid(UP, TAPPED, PROVEN);
            int sessions = lab.faults.sessionsTried.get();
            lab.phone().unplug();
            Awaitility.await().until(() -> lab.faults.find(lab.udid()) instanceof Answer.Given<Attachment> found && found.value().overNetwork());
            lab.attachEvent();
            answered(lab, new PairingRequested(lab.udid(), HandshakeLab.HOST, "anna"));
            assertThat(lab.faults.sessionsTried).hasValue(sessions);
            lab.phone().plug();
            lab.awaitSaid(UP, TAPPED, PROVEN, PROVEN);
            lab.phone().networkUnplug();
            answered(lab, wifi(lab, false));
            lab.awaitSaid(UP, TAPPED, PROVEN, PROVEN, PROVEN);
        }
    }

    @Test
    void wifiConnectionsAreSwitchedByCommandAndReadBack() throws Exception {
        try (HandshakeLab lab = trusted("standard")) {
            assertThat(lab.newest().facts().wifiConnections()).isFalse();
            for (boolean enabled : new boolean[] {true, false}) {
                answered(lab, wifi(lab, enabled));
                assertThat(lab.newest().facts().wifiConnections()).isEqualTo(enabled);
                assertThat(lab.phone().letsConnectOverWifi()).isEqualTo(enabled);
            }
            lab.awaitSaid(UP, TAPPED, PROVEN, PROVEN);
            lab.phone().reset();
            answered(lab, wifi(lab, true));
            lab.awaitSaid(UP, TAPPED, PROVEN, PROVEN, "revoked/host-forgotten", UP, TAPPED);
            assertThat(lab.phone().letsConnectOverWifi()).isFalse();
            lab.phone().unplug();
            lab.awaitGone();
            assertThat(lab.awaitRejected(lab.command(wifi(lab, true)))).isEqualTo(Rejection.NOT_ATTACHED);
        }
    }

    @Test
    void whereTheyAreForbiddenTheyAreSwitchedOffAtTheProofAndNotOnAgain() throws Exception {
        try (HandshakeLab lab = trusted(new HandshakeLab(folder, "wifi-connections+trusts-after=30ms").wifiForbidden())) {
            assertThat(lab.newest().facts().wifiConnections()).isFalse();
            assertThat(lab.phone().letsConnectOverWifi()).isFalse();
            assertThat(lab.wifiSwitchedOff).hasValue(1);
            assertThat(lab.awaitRejected(lab.command(wifi(lab, true)))).isEqualTo(Rejection.FORBIDDEN_BY_POLICY);
            answered(lab, wifi(lab, false));
            assertThat(lab.wifiSwitchedOff).hasValue(1);
        }
    }
}
