package dev.trustline.lockdown.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.MalformedPlist;
import dev.trustline.lockdown.error.UnusableKeyMaterial;
import dev.trustline.lockdown.fake.FakeLockdownd;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairRecordTest {
    private static final PairRecord FRESH = FakeLockdownd.record();
    private static final PairRecord FULL = FRESH.withEscrowBag(new byte[32]).withWiFiMacAddress("aa:bb:cc:dd:ee:ff");

    @Test
    void bothFormatsBringItBackWhole() throws Exception {
        assertThat(PairRecord.read(PlistWriter.xml(FULL.toPlist()))).isEqualTo(FULL).hasSameHashCodeAs(FULL);
        assertThat(PairRecord.read(PlistWriter.binary(FULL.toPlist()))).isEqualTo(FULL);
        assertThat(FULL.toPlist().keys()).containsExactlyInAnyOrder("DeviceCertificate", "HostCertificate",
                "RootCertificate", "HostPrivateKey", "RootPrivateKey", "HostID", "SystemBUID", "EscrowBag", "WiFiMACAddress");
        assertThat(FULL.escrowBag()).hasValue(new byte[32]);
        assertThat(FULL.wiFiMacAddress()).hasValue("aa:bb:cc:dd:ee:ff");
    }

    @Test
    void unknownKeysOfOtherToolsAreDropped() throws Exception {
        assertThat(PairRecord.fromPlist(FULL.toPlist().with("UDID", "x").with("DevicePublicKey", new byte[3]))).isEqualTo(FULL);
    }

    @Test
    void itIsCompleteOnceThePhoneGaveItsEscrowBag() throws Exception {
        assertThat(FRESH.isComplete()).isFalse();
        assertThat(FULL.isComplete()).isTrue();
        assertThat(PairRecord.fromPlist(FULL.toPlist().without("RootPrivateKey")).isComplete()).isFalse();
    }

    @Test
    void whatGoesToThePhoneHoldsNoPrivateKey() {
        assertThat(FULL.pairRequestPart().keys()).containsExactlyInAnyOrder(
                "DeviceCertificate", "HostCertificate", "RootCertificate", "HostID", "SystemBUID");
        assertThat(FULL.validationPart().keys()).containsExactlyInAnyOrder("DeviceCertificate", "HostCertificate",
                "RootCertificate", "HostID", "SystemBUID", "EscrowBag", "WiFiMACAddress");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeviceCertificate", "HostCertificate", "RootCertificate", "HostPrivateKey", "HostID", "SystemBUID"})
    void aMissingOrBrokenPartIsNamed(String key) {
        assertThatThrownBy(() -> PairRecord.fromPlist(FULL.toPlist().without(key)))
                .isInstanceOf(UnusableKeyMaterial.class).hasMessageStartingWith(key + " is unusable");
        assertThatThrownBy(() -> PairRecord.fromPlist(FULL.toPlist().with(key, 7)))
                .isInstanceOf(UnusableKeyMaterial.class).hasMessageStartingWith(key + " is unusable");
        assertThatThrownBy(() -> PairRecord.fromPlist(FULL.toPlist().with(key, new byte[] {1})))
                .isInstanceOf(UnusableKeyMaterial.class).hasMessageStartingWith(key + " is unusable");
    }

    @Test
    void whatIsNoPlistIsNoRecord() {
        assertThatThrownBy(() -> PairRecord.read(new byte[] {1, 2})).isInstanceOf(MalformedPlist.class);
    }

    @Test
    void theFingerprintIsTheHashOfTheHostCertificate() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(FULL.hostCertificate().getEncoded());

        assertThat(FULL.fingerprint()).isEqualTo(HexFormat.of().formatHex(digest)).isEqualTo(FRESH.fingerprint());
        assertThat(FULL.devicePublicKey()).isEqualTo(RsaKeys.info(FakeLockdownd.DEVICE.getPublic()));
    }

    @Test
    void anIdentityKeepsItsKeysThroughItsStore() throws Exception {
        HostIdentity identity = FakeLockdownd.IDENTITY;

        assertThat(HostIdentity.fromPlist(identity.toPlist())).isEqualTo(identity);
        assertThat(identity.hostId()).matches("[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}");
        assertThatThrownBy(() -> HostIdentity.fromPlist(identity.toPlist().without("RootPrivateKey")))
                .isInstanceOf(UnusableKeyMaterial.class);
    }

    @Test
    void nothingOfItIsEverShown() {
        String shown = FULL + " " + FRESH.toPlist() + " " + FakeLockdownd.IDENTITY + " " + FakeLockdownd.IDENTITY.toPlist();

        assertThat(shown).doesNotContain(FULL.hostId(), FULL.systemBuid(), "MII", "BEGIN")
                .contains("PairRecord[fingerprint=" + FULL.fingerprint() + ", complete=true]", "HostIdentity[***]");
        for (String key : FULL.toPlist().keys()) {
            FULL.toPlist().data(key).map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                    .ifPresent(text -> assertThat(shown).doesNotContain(text));
        }
        assertThat(PlistDict.empty()).hasToString("{}");
    }
}
