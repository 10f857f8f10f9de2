package dev.trustline.pairing.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.fake.Organisation;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.pairing.handshake.Supervision.NotSupervised;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisionFileTest {
    private static Organisation organisation;
    @TempDir
    private Path folder;
    private Path identity;
    private Path password;

    @BeforeAll
    static void organise() throws Exception {
        organisation = Organisation.of("P-256");
    }

    @BeforeEach
    void files() throws Exception {
        identity = HostFiles.secret(folder.resolve("identity.p12"), organisation.pkcs12());
        password = HostFiles.secret(folder.resolve("password"), HostFiles.PASSWORD.getBytes());
    }

    private SupervisionFile file() throws SupervisionFile.Unusable {
        return new SupervisionFile(identity, Optional.of(password), NotSupervised.ASK, Clock.systemUTC());
    }

    private static byte[] certificate(SupervisionFile file) {
        return file.identity().orElseThrow().certificateDer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void theIdentityIsReadHoweverTheLineOfThePasswordEnds(String end) throws Exception {
        Files.write(password, (HostFiles.PASSWORD + end).getBytes());
        assertThat(certificate(file())).isEqualTo(Files.readAllBytes(organisation.certificateFile(folder, false)));
        assertThat(file().problems()).isEmpty();
        assertThat(file().notSupervised()).isEqualTo(NotSupervised.ASK);
    }

    @Test
    void anEmptyPasswordWorksWithAnEmptyFileAndWithNone() throws Exception {
        Files.write(identity, organisation.pkcs12(new char[0]));
        Files.write(password, new byte[] {'\n'});
        assertThat(file().identity()).isPresent();
        assertThat(new SupervisionFile(identity, Optional.empty(), NotSupervised.ASK, Clock.systemUTC()).identity()).isPresent();
    }

    @Test
    void anEmptyPasswordWhereOneIsNeededIsSaidAndTheKeyIsNamed() throws Exception {
        Files.write(password, new byte[0]);
        refused("the password is wrong", "empty password", "pairing.supervision-password-file", identity.toString());
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheFileAndTheReason() throws Exception {
        Files.write(password, "sesame".getBytes());
        refused("the password is wrong", identity.toString());
        Files.write(password, new byte[] {(byte) 0xff});
        refused("not UTF-8");
        Files.write(password, new byte[2000]);
        refused("larger than 1024 bytes", password.toString());
        Files.write(password, HostFiles.PASSWORD.getBytes());
        Files.write(identity, organisation.pkcs12WithoutKey());
        refused("0 private keys");
        Files.write(identity, "no PKCS#12".getBytes());
        refused("no PKCS#12 file");
        Files.write(identity, new byte[(1 << 20) + 1]);
        refused("larger than 1048576 bytes");
        Files.delete(identity);
        refused("not there", identity.toString());
        Files.createDirectory(identity);
        refused("no regular file");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        refused("may be read by others; chmod 600", password.toString());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw----r--"));
        refused("may be read by others; chmod 600", identity.toString());
    }

    private void refused(String... words) {
        assertThatThrownBy(this::file).isInstanceOf(SupervisionFile.Unusable.class).hasMessageContainingAll(words)
                .hasMessageNotContainingAny(HostFiles.PASSWORD, "sesame").hasNoCause();
    }

    @Test
    void anExpiredCertificateIsAProblemAndIsOfferedAllTheSame() throws Exception {
        Files.write(identity, Organisation.expired("P-256").pkcs12());
        SupervisionFile file = file();
        assertThat(file.identity()).isPresent();
        assertThat(only(file)).contains("supervision-identity-unusable", "ended at 2001-01-01T00:00:00Z", "offered all the same");
    }

    @Test
    void aNewFileIsTakenUpAndABrokenOneLeavesTheLastGoodOneInForce() throws Exception {
        SupervisionFile file = file();
        Organisation other = Organisation.of("P-256");
        Files.write(identity, other.pkcs12());
        file.look();
        byte[] newer = certificate(file);
        assertThat(newer).isEqualTo(Files.readAllBytes(other.certificateFile(folder, false)));

        byte[] good = Files.readAllBytes(identity);
        Files.write(identity, Arrays.copyOf(good, good.length / 2));
        file.look();
        assertThat(only(file)).contains("cannot be used any more", "last good one is in force", identity.toString()).doesNotContain(HostFiles.PASSWORD);
        assertThat(certificate(file)).isEqualTo(newer);

        Files.write(identity, good);
        file.look();
        assertThat(file.problems()).isEmpty();
    }

    private static String only(SupervisionFile file) {
        List<HostProblem> problems = file.problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    @Test
    void nothingOfItIsPrinted() throws Exception {
        assertThat(IdentityBytes.of(identity, Optional.of(password)).toString()).isEqualTo("IdentityBytes[***]");
        assertThat(file().toString()).doesNotContain(HostFiles.PASSWORD);
    }
}
