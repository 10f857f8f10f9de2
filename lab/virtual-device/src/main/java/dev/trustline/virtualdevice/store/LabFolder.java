package dev.trustline.virtualdevice.store;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.virtualdevice.lockdownd.DeviceKey;
import dev.trustline.virtualdevice.lockdownd.DeviceKeyStore;
import dev.trustline.virtualdevice.phone.HostCertificates;
import dev.trustline.virtualdevice.phone.TrustedHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * A lab's data folder: {@code phones/<UDID>.key.plist}, {@code phones/<UDID>.trust.plist}, {@code hosts/<name>/}. A file
 * that cannot be read stops the lab with its name; nothing is overwritten in silence.
 */
public final class LabFolder implements DeviceKeyStore {
    private final Path root;
    private final Path phones;

    /** Opens or makes the folder. */
    public LabFolder(Path root) throws IOException {
        this.root = AtomicFile.folder(root);
        this.phones = AtomicFile.folder(root.resolve("phones"));
    }

    /** The usbmuxd folder of a lab host. */
    public FolderRecords hostRecords(String host) throws IOException {
        return new FolderRecords(root.resolve("hosts").resolve(host));
    }

    /** The control API's token of an earlier run, or this one, kept from now on. */
    public String tokenOr(String fresh) throws IOException {
        Path file = root.resolve("token");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        AtomicFile.write(file, (fresh + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return fresh;
    }

    @Override
    public Optional<DeviceKey> load(String udid) {
        return read(udid, ".key.plist").map(dict -> key(udid, dict));
    }

    @Override
    public void save(String udid, DeviceKey key) {
        write(udid, ".key.plist", PlistDict.of(
                "PrivateKey", key.privateKey().getEncoded(), "PublicKey", key.publicKey().getEncoded()));
    }

    /** Whom the phone trusted when it was last kept. */
    public List<TrustedHost> trustedHosts(String udid) {
        return read(udid, ".trust.plist")
                .flatMap(dict -> dict.list("TrustedHosts"))
                .orElse(List.of())
                .stream()
                .map(PlistDict.class::cast)
                .map(LabFolder::host)
                .toList();
    }

    /** Keeps whom the phone trusts; records made during setup are not kept. */
    public void keepTrustedHosts(String udid, List<TrustedHost> hosts) {
        List<Object> rows = hosts.stream()
                .filter(host -> !host.temporary())
                .<Object>map(LabFolder::row)
                .toList();
        write(udid, ".trust.plist", PlistDict.of("TrustedHosts", rows));
    }

    private static PlistDict row(TrustedHost host) {
        return PlistDict.of(
                "HostID", host.hostId(),
                "SystemBUID", host.systemBuid(),
                "HostCertificate", host.certificates().host(),
                "RootCertificate", host.certificates().root(),
                "DeviceCertificate", host.certificates().device(),
                "EscrowBag", host.escrowBag());
    }

    private static TrustedHost host(PlistDict row) {
        return new TrustedHost(
                row.string("HostID").orElseThrow(),
                row.string("SystemBUID").orElse(""),
                new HostCertificates(
                        row.data("HostCertificate").orElseThrow(),
                        row.data("RootCertificate").orElseThrow(),
                        row.data("DeviceCertificate").orElseThrow()),
                row.data("EscrowBag").orElse(new byte[0]),
                false);
    }

    private DeviceKey key(String udid, PlistDict dict) {
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new DeviceKey(
                    rsa.generatePrivate(new PKCS8EncodedKeySpec(dict.data("PrivateKey").orElse(new byte[0]))),
                    rsa.generatePublic(new X509EncodedKeySpec(dict.data("PublicKey").orElse(new byte[0]))));
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(broken(file(udid, ".key.plist")));
        }
    }

    private Optional<PlistDict> read(String udid, String suffix) {
        Path file = file(udid, suffix);
        try {
            return Files.exists(file) ? Optional.of(PlistReader.read(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(broken(file));
        }
    }

    private static IOException broken(Path file) {
        return new IOException("cannot be read: " + file + "; remove it, and this phone starts anew");
    }

    private void write(String udid, String suffix, PlistDict dict) {
        try {
            AtomicFile.write(file(udid, suffix), PlistWriter.binary(dict));
        } catch (IOException e) {
            throw new UncheckedIOException("the lab's data folder cannot be written to", e);
        }
    }

    private Path file(String udid, String suffix) {
        return phones.resolve(udid + suffix);
    }
}
