package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.Udid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lies on one host about a phone: the record in usbmuxd's folder and the entry in the pairing-service's vault. Immutable. */
final class HostDisk {
    private static final Pattern CERTIFICATE = Pattern.compile("<key>HostCertificate</key>\\s*<data>([^<]+)</data>");
    private static final Pattern PEM_LINE = Pattern.compile("-----[^-]+-----|\\s");

    private final Path records;
    private final Path vault;

    HostDisk(Path records, Path vault) {
        this.records = records;
        this.vault = vault;
    }

    /** usbmuxd's record of the phone, there or not. */
    Path record(Udid phone) {
        return records.resolve(phone + ".plist");
    }

    /** The vault's entry of the phone, there or not. */
    Path entry(Udid phone) {
        return vault.resolve(phone + ".vault");
    }

    /** Holds what lies there against what is expected; the registry names the record with this fingerprint. */
    void mustHave(Scenario.Disk expected, Udid phone, String fingerprint) throws IOException, GeneralSecurityException {
        boolean hasRecord = expected == Scenario.Disk.VAULT_AND_RECORD || expected == Scenario.Disk.VAULT_AND_ANOTHER_RECORD;
        assertThat(Files.exists(record(phone))).as("usbmuxd has a record of %s", phone).isEqualTo(hasRecord);
        assertThat(Files.exists(entry(phone))).as("the vault has an entry of %s", phone).isEqualTo(expected != Scenario.Disk.NOTHING);
        if (expected != Scenario.Disk.NOTHING) {
            mustBeForItsOwnerAlone(entry(phone));
            assertThat(Files.readString(entry(phone), StandardCharsets.ISO_8859_1)).as("the vault is sealed").doesNotContain("PRIVATE KEY", "HostID", "EscrowBag");
        }
        if (hasRecord) {
            mustBeForItsOwnerAlone(record(phone));
            assertThat(fingerprint(phone).equals(fingerprint)).as("usbmuxd's record is the one that the registry names")
                    .isEqualTo(expected == Scenario.Disk.VAULT_AND_RECORD);
        }
    }

    private static void mustBeForItsOwnerAlone(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as("mode of %s", file).isEqualTo("rw-------");
    }

    /** SHA-256 of the host certificate in usbmuxd's record, which is how events and REST name a record. */
    String fingerprint(Udid phone) throws IOException, GeneralSecurityException {
        Matcher certificate = CERTIFICATE.matcher(Files.readString(record(phone)));
        assertThat(certificate.find()).as("a HostCertificate in %s", record(phone)).isTrue();
        String pem = new String(Base64.getMimeDecoder().decode(certificate.group(1)), StandardCharsets.US_ASCII);
        byte[] der = Base64.getDecoder().decode(PEM_LINE.matcher(pem).replaceAll(""));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }
}
