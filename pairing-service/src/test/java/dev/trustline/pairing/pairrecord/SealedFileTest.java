package dev.trustline.pairing.pairrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealedFileTest {
    private static final SecretKey OLD = key(1);
    private static final SecretKey NEW = key(2);
    private static final byte[] CONTENT = "a pair record".getBytes(StandardCharsets.UTF_8);

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "AES");
    }

    private static SealedFile with(SecretKey... keys) {
        return new SealedFile(KeyRing.of(List.of(keys)));
    }

    /** As builds before the second version wrote it. */
    private static byte[] firstVersion(SecretKey key, String label) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("TLV1");
        out.writeUTF(label);
        out.write(new byte[12]);
        out.write(cipher.doFinal(CONTENT));
        return bytes.toByteArray();
    }

    @Test
    void whatIsSealedOpensAndEveryWritingHasADataKeyOfItsOwn() throws Exception {
        byte[] one = with(OLD).seal("label", CONTENT);
        byte[] two = with(OLD).seal("label", CONTENT);
        assertThat(with(OLD).open(one).content()).isEqualTo(CONTENT);
        assertThat(SealedLayout.parse(one).wrapped()).isNotEqualTo(SealedLayout.parse(two).wrapped());
        assertThat(new String(one, StandardCharsets.ISO_8859_1)).startsWith("TLV2").contains("label").doesNotContain("a pair record");
    }

    @Test
    void everySingleFlippedBitIsRefused() throws Exception {
        byte[] file = with(OLD).seal("00008110-001A2B3C4D5E6F70\nbench-7\nnone\n3", CONTENT);
        for (int bit = 0; bit < file.length * 8; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> with(OLD, NEW).open(flipped)).as("bit " + bit).isInstanceOf(SealedFile.Damaged.class);
        }
    }

    @Test
    void everyTornFileIsRefused() {
        byte[] file = with(OLD).seal("label", CONTENT);
        for (int length = 0; length < file.length; length++) {
            byte[] torn = java.util.Arrays.copyOf(file, length);
            assertThatThrownBy(() -> with(OLD).open(torn)).as("length " + length).isInstanceOf(SealedFile.Damaged.class);
        }
    }

    @Test
    void theWrappedKeyOfAnotherFileIsRefused() throws Exception {
        SealedLayout mine = SealedLayout.parse(with(OLD).seal("mine", CONTENT));
        SealedLayout other = SealedLayout.parse(with(OLD).seal("other", CONTENT));
        SealedLayout mixed = new SealedLayout(2, "mine", mine.keyId(), other.wrapNonce(), other.wrapped(), other.nonce(), other.content());
        assertThatThrownBy(() -> with(OLD).open(mixed.bytes())).isInstanceOf(SealedFile.Damaged.class).hasMessage("a bit has changed");
    }

    @Test
    void aFileOfTheFirstVersionIsReadWithAnyKeyOfTheRing() throws Exception {
        byte[] file = firstVersion(OLD, "label");
        assertThat(with(NEW, OLD).open(file).content()).isEqualTo(CONTENT);
        assertThat(with(OLD).isCurrent(file)).isFalse();
        assertThatThrownBy(() -> with(NEW).open(file)).isInstanceOf(SealedFile.Damaged.class).hasMessageContaining("the key is another one");
        byte[] newest = with(NEW, OLD).rewrapped(file);
        assertThat(with(NEW).open(newest).content()).isEqualTo(CONTENT);
        assertThat(with(NEW).isCurrent(newest)).isTrue();
    }

    @Test
    void aNewKeyNeedsTheDataKeyWrappedAnewOnly() throws Exception {
        byte[] file = with(OLD).seal("label", CONTENT);
        byte[] anew = with(NEW, OLD).rewrapped(file);
        assertThat(SealedLayout.parse(anew).content()).isEqualTo(SealedLayout.parse(file).content());
        assertThat(with(NEW).open(anew).content()).isEqualTo(CONTENT);
        assertThatThrownBy(() -> with(OLD).open(anew)).isInstanceOf(SealedFile.Damaged.class)
                .hasMessageContaining("sealed by key " + SealingKey.of(NEW).id() + ", and the key file holds " + SealingKey.of(OLD).id());
    }

    @Test
    void noTextShowsAKey() {
        assertThat(KeyRing.of(List.of(OLD, NEW)).toString()).isEqualTo("KeyRing[" + SealingKey.of(OLD).id() + ", " + SealingKey.of(NEW).id() + "]");
        assertThat(SealingKey.of(OLD).toString()).doesNotContain("AES").hasSize("SealingKey[]".length() + 16);
    }
}
