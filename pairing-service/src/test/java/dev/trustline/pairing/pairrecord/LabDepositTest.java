package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.pairing.PairingCertificates;
import dev.trustline.pairing.handshake.HostIdDeposit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LabDepositTest {
    private static final Udid PHONE = Udid.parse("00008110-0000000000000001");
    private static final Udid OTHER_PHONE = Udid.parse("00008110-0000000000000002");
    private static PairRecord record;

    private final HostIdDeposit deposit = under("the lab's key, the same each host");

    @BeforeAll
    static void aRecord() {
        HostIdentity identity = HostIdentity.generate();
        record = PairingCertificates.issue(identity, identity.hostCertificate().getSubjectPublicKeyInfo(), "BUID", Instant.now());
    }

    private static HostIdDeposit under(String labKey) {
        return LabDeposit.under(Optional.of(new SecretKeySpec(labKey.getBytes(StandardCharsets.US_ASCII), "AES")));
    }

    @Test
    void whatIsSealedOpensForThatTrustAloneUnderThatKeyAlone() {
        String sealed = deposit.seal(PHONE, "bench-7", record).orElseThrow();
        String fingerprint = record.fingerprint();

        assertThat(deposit.open(PHONE, "bench-7", fingerprint, sealed)).contains(new HostIdDeposit.HostId(record.hostId()));
        assertThat(deposit.open(OTHER_PHONE, "bench-7", fingerprint, sealed)).isEmpty();
        assertThat(deposit.open(PHONE, "bench-8", fingerprint, sealed)).isEmpty();
        assertThat(deposit.open(PHONE, "bench-7", "0".repeat(64), sealed)).isEmpty();
        assertThat(under("another key of another lab").open(PHONE, "bench-7", fingerprint, sealed)).isEmpty();
    }

    @Test
    void aDepositIsTheSameTextEachTimeOfTheFormThatTheContractAsksForAndShowsNothing() {
        String sealed = deposit.seal(PHONE, "bench-7", record).orElseThrow();
        assertThat(deposit.seal(PHONE, "bench-7", record)).contains(sealed);
        assertThat(RecordFacts.isSealed(sealed)).isTrue();
        assertThat(deposit.seal(OTHER_PHONE, "bench-7", record).orElseThrow().substring(0, 17)).as("another nonce").isNotEqualTo(sealed.substring(0, 17));
        assertThat(deposit.open(PHONE, "bench-7", record.fingerprint(), sealed).toString()).doesNotContain(record.hostId());
    }

    @Test
    void everyFlippedBitAndEveryCutIsSeen() {
        byte[] sealed = Base64.getDecoder().decode(deposit.seal(PHONE, "bench-7", record).orElseThrow());
        for (int i = 0; i < sealed.length; i++) {
            byte[] flipped = sealed.clone();
            flipped[i] ^= 1;
            assertThat(open(flipped)).as("byte %d", i).isEmpty();
            assertThat(open(java.util.Arrays.copyOf(sealed, i))).as("cut at %d", i).isEmpty();
        }
        assertThat(deposit.open(PHONE, "bench-7", record.fingerprint(), "%%%")).isEmpty();
    }

    private Optional<HostIdDeposit.HostId> open(byte[] sealed) {
        return deposit.open(PHONE, "bench-7", record.fingerprint(), Base64.getEncoder().encodeToString(sealed));
    }

    @Test
    void aHostIdThatIsTooLongForAnEventIsNotDeposited() throws Exception {
        PairRecord longOne = PairRecord.fromPlist(record.toPlist().with("HostID", "x".repeat(122)));
        assertThat(deposit.seal(PHONE, "bench-7", longOne)).isEmpty();
        assertThat(deposit.seal(PHONE, "bench-7", PairRecord.fromPlist(record.toPlist().with("HostID", "x".repeat(121))))).isPresent();
    }

    @Test
    void withoutALabKeyThereIsNoDeposit() {
        HostIdDeposit none = LabDeposit.under(Optional.empty());
        assertThat(none.hasKey()).isFalse();
        assertThat(none.seal(PHONE, "bench-7", record)).isEmpty();
    }
}
