package dev.trustline.virtualdevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.client.LockdownClient;
import dev.trustline.lockdown.client.PairAnswer;
import dev.trustline.lockdown.error.ConnectionRefusedByDevice;
import dev.trustline.lockdown.error.DeviceError;
import dev.trustline.lockdown.error.SessionNotProven;
import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.pairing.PairRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices that few labs have. */
@Timeout(60)
class OddPhonesIT {
    private static VirtualLab lab(String traits) throws Exception {
        return VirtualLab.start(LabOptions.builder().withoutHttp().personality(traits).build());
    }

    @Test
    void aPhoneInRestoreModeSaysSoAndNothingElse() throws Exception {
        PairRecord record;
        try (VirtualLab usual = lab("standard")) {
            record = LabClient.tcp(usual, 1).candidate();
        }
        try (VirtualLab lab = lab("restored"); LockdownClient client = LabClient.tcp(lab, 1).lockdown()) {
            assertThat(client.queryType()).isEqualTo("com.apple.mobile.restored");
            assertThat(client.getText("ProductVersion")).isEmpty();
            assertThatThrownBy(client::devicePublicKey).isInstanceOf(UnusableKeyMaterial.class);
            assertThatThrownBy(() -> client.startSession(record, "")).isInstanceOf(DeviceError.InvalidResponse.class);
            assertThat(lab.phone(1).snapshot().pairs().overCable()).isZero();
        }
    }

    @Test
    void aWatchPairsWithoutAnEscrowBag() throws Exception {
        try (VirtualLab lab = lab("watch")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            assertThat(record.escrowBag()).isEmpty();
            assertThat(host.versionInSession(record)).isEqualTo("17.5.1");
            try (LockdownClient client = host.lockdown()) {
                assertThat(client.getText("DeviceClass")).hasValue("Watch");
            }
        }
    }

    @Test
    void anOldPhoneCountsAHostAsTrustedOnceItHasConfirmedItsRecord() throws Exception {
        try (VirtualLab lab = lab("ios=6.1.3+undashed-serial")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = ((PairAnswer.Paired) host.pair(host.candidate())).record();
            try (LockdownClient client = host.lockdown()) {
                client.startSession(record);
                assertThat(client.getValue("TrustedHostAttached")).hasValue(false);
                client.validatePair(record);
                assertThat(client.getValue("TrustedHostAttached")).hasValue(true);
            }
        }
    }

    @Test
    void aPhoneWithAWrongClockRefusesCertificatesThatDoNotHoldByIt() throws Exception {
        try (VirtualLab lab = lab("clock=1970-01-02T00:00:00Z")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThat(host.pair(host.candidate())).isInstanceOfSatisfying(PairAnswer.Refused.class,
                    refused -> assertThat(refused.error()).isInstanceOf(DeviceError.InvalidPairRecord.class));
        }
    }

    @Test
    void aPhoneRefusesToPairInItsOwnWordsAndNoAlertComes() throws Exception {
        try (VirtualLab lab = lab("refuses-pair=NotToday")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThat(host.pair(host.candidate())).isInstanceOfSatisfying(PairAnswer.Refused.class,
                    refused -> assertThat(refused.error()).hasMessageContaining("NotToday"));
            assertThat(lab.phone(1).snapshot().prompts()).isZero();
        }
    }

    @Test
    void aPhoneMaySayThatItIsLockedWhileItsAlertIsUp() throws Exception {
        try (VirtualLab lab = lab("without-extended-errors")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThat(host.pair(host.candidate())).isInstanceOfSatisfying(PairAnswer.Refused.class,
                    refused -> assertThat(refused.error()).isInstanceOf(DeviceError.PasswordProtected.class));
            assertThat(lab.phone(1).snapshot().prompts()).isEqualTo(1);
        }
    }

    @Test
    void aSessionWithoutTlsAndAPhoneThatCannotBeReachedAreTold() throws Exception {
        try (VirtualLab lab = lab("without-session-tls")) {
            LabClient host = LabClient.tcp(lab, 1);
            PairRecord record = host.trustedRecord(lab.phone(1));
            assertThatThrownBy(() -> host.versionInSession(record)).isInstanceOf(SessionNotProven.class);
        }
        try (VirtualLab lab = lab("unreachable")) {
            LabClient host = LabClient.tcp(lab, 1);
            assertThatThrownBy(host::lockdown).isInstanceOf(ConnectionRefusedByDevice.class);
        }
    }

    @Test
    void aPhoneMayTellNoWifiAddressAndAWrongTime() throws Exception {
        try (VirtualLab lab = lab("without-wifi-address+clock=1970-01-02T00:00:00Z");
                LockdownClient client = LabClient.tcp(lab, 1).lockdown()) {
            assertThat(client.getText("WiFiAddress")).isEmpty();
            assertThat(client.getValue("TimeIntervalSince1970")).hasValue(86_400.0);
        }
    }
}
