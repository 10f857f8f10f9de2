package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for keys finds each form in which one could leak, or "nothing leaked" would say nothing. */
class KeyMaterialTest {
    @TempDir
    private Path temp;

    private final byte[] der = new byte[600];
    private byte[] pem;
    private KeyMaterial keys;

    @BeforeEach
    void aRecord() throws Exception {
        new Random(7).nextBytes(der);
        pem = ("-----BEGIN RSA PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END RSA PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        Path record = Files.writeString(temp.resolve("record.plist"), "<dict>\n<key>HostPrivateKey</key>\n<data>\n"
                + Base64.getMimeEncoder().encodeToString(pem) + "\n</data>\n</dict>");
        keys = KeyMaterial.in(List.of(record));
    }

    @Test
    void everyFormIsFoundWhateverStandsAroundIt() {
        String body = Base64.getEncoder().encodeToString(der);

        for (String form : List.of(body, Base64.getMimeEncoder().encodeToString(der), body.replaceAll("(.{64})", "$1\\\\n"),
                Base64.getEncoder().encodeToString(pem), HexFormat.of().formatHex(der), HexFormat.of().withUpperCase().formatHex(pem))) {
            assertThat(keys.leakIn("{\"a\":\"" + "x".repeat(101) + form + "\"}")).as(form).contains("HostPrivateKey");
        }
    }

    @Test
    void otherTextIsNoLeak() {
        byte[] other = new byte[100_000];
        new Random(8).nextBytes(other);

        assertThat(keys.leakIn(Base64.getEncoder().encodeToString(other))).isEmpty();
        assertThat(keys.leakIn("short")).isEmpty();
    }
}
