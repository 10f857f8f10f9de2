package dev.trustline.pairing.pairrecord;

import dev.trustline.events.Udid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the sealed files of a data folder are and whether they open, and the acceptance of an older one. Nothing secret is told. Stateless. */
public final class VaultInspection {
    private VaultInspection() {
    }

    /**
     * One sealed file.
     *
     * @param file       its name, with its folder
     * @param version    of its format, 0 if it has none
     * @param key        the name of the key that it is sealed by, {@code ?} where the file does not tell
     * @param generation of a vault entry, 0 of others
     * @param trouble    why it cannot be used, empty if it can
     */
    public record Row(String file, int version, String key, long generation, String trouble) {}

    /** All sealed files. The memory of generations is read first: a service that runs writes it last. */
    public static List<Row> of(Path dataFolder, KeyRing keys) throws IOException {
        GenerationLedger ledger = new GenerationLedger(GenerationLedger.beside(SealedFiles.vaultIn(dataFolder)), keys);
        SealedFile sealed = new SealedFile(keys);
        List<Row> rows = new ArrayList<>();
        for (Path file : SealedFiles.in(dataFolder)) {
            rows.add(row(dataFolder.relativize(file).toString(), file, sealed, ledger));
        }
        return rows;
    }

    private static Row row(String name, Path file, SealedFile sealed, GenerationLedger ledger) throws IOException {
        int version = 0;
        String key = "?";
        long generation = 0;
        try {
            byte[] bytes = SealedFile.read(file);
            SealedLayout layout = SealedLayout.parse(bytes);
            version = layout.version();
            key = layout.keyName();
            generation = name.endsWith(FileVault.SUFFIX) ? EntryLabel.parse(layout.label()).generation() : 0;
            sealed.open(bytes);
            return new Row(name, version, key, generation, generation == 0 ? "" : older(layout.label(), ledger));
        } catch (SealedFile.Damaged e) {
            return new Row(name, version, key, generation, e.getMessage());
        }
    }

    private static String older(String label, GenerationLedger ledger) throws SealedFile.Damaged {
        EntryLabel entry = EntryLabel.parse(label);
        long behind = Udid.tryParse(entry.udid()).map(ledger::newest).orElse(0L) - entry.generation();
        return behind > 0 ? "it is older by " + behind + " writes than the last one" : "";
    }

    /**
     * Makes an older entry, which was put back, the newest one.
     *
     * @return false if it is no older one
     * @throws Refused if there is none that opens
     */
    public static boolean accept(Path dataFolder, KeyRing keys, Udid udid) throws IOException, Refused {
        Path vault = SealedFiles.vaultIn(dataFolder);
        Path file = vault.resolve(udid.value() + FileVault.SUFFIX);
        if (!Files.exists(file)) {
            throw new Refused("there is no file " + file);
        }
        GenerationLedger ledger = new GenerationLedger(GenerationLedger.beside(vault), keys);
        SealedFile sealed = new SealedFile(keys);
        try {
            SealedFile.Opened opened = sealed.open(SealedFile.read(file));
            EntryLabel label = EntryLabel.parse(opened.label());
            long next = ledger.newest(udid) + 1;
            if (label.generation() >= next - 1) {
                return false;
            }
            DurableFiles.replace(file, sealed.seal(label.withGeneration(next).text(), opened.content()));
            ledger.note(udid, next);
            ledger.sync();
            return true;
        } catch (SealedFile.Damaged e) {
            throw new Refused(file + " cannot be opened: " + e.getMessage());
        }
    }

    /** There is nothing that can be accepted; the message says why. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
