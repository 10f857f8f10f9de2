package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Puts a new key in the place of the vault's old one: first the key file holds both, the new one in front; then every file
 * is sealed anew; then every file is opened with the new key alone; then the old key goes. Whenever this is cut off the key
 * file opens everything, and the next run goes on. Only for a service that is stopped; used by one thread.
 */
public final class KeyRotation {
    private final Path dataFolder;
    private final Path keyFile;
    private final Writer writer;

    /** Replaces a file so that a power cut leaves the old one or the new one. */
    @FunctionalInterface
    interface Writer {
        void replace(Path file, byte[] content) throws IOException;
    }

    /** The rotation of this data folder's key. */
    public KeyRotation(Path dataFolder, Path keyFile) {
        this(dataFolder, keyFile, DurableFiles::replace);
    }

    KeyRotation(Path dataFolder, Path keyFile, Writer writer) {
        this.dataFolder = dataFolder;
        this.keyFile = keyFile;
        this.writer = writer;
    }

    /**
     * Does it.
     *
     * @param newKey a file with the new key; empty if the key file holds it in front already
     * @return how many files were sealed anew
     * @throws VaultKey.UnusableKey if a key file cannot be used
     * @throws Unfinished           if a file cannot be opened: then the old key stays
     */
    public int run(Optional<Path> newKey) throws IOException, VaultKey.UnusableKey, Unfinished {
        KeyRing keys = VaultKey.ring(keyFile, dataFolder);
        if (newKey.isPresent()) {
            SecretKey next = VaultKey.read(newKey.get(), dataFolder);
            if (!keys.current().isSameAs(SealingKey.of(next))) {
                keys = keys.sealingWith(next);
                writer.replace(keyFile.toRealPath(), VaultKey.text(keys));
            }
        }
        int anew = sealAnew(keys);
        mustOpen(keys.currentAlone());
        if (keys.holdsOlder()) {
            writer.replace(keyFile.toRealPath(), VaultKey.text(keys.currentAlone()));
        }
        return anew;
    }

    private int sealAnew(KeyRing keys) throws IOException, Unfinished {
        SealedFile sealed = new SealedFile(keys);
        List<String> closed = new ArrayList<>();
        int anew = 0;
        for (Path file : SealedFiles.in(dataFolder)) {
            try {
                byte[] bytes = SealedFile.read(file);
                if (!sealed.isCurrent(bytes)) {
                    writer.replace(file, sealed.rewrapped(bytes));
                    anew++;
                }
            } catch (SealedFile.Damaged e) {
                closed.add(file + ": " + e.getMessage());
            }
        }
        if (!closed.isEmpty()) {
            throw new Unfinished(closed);
        }
        Path ledger = GenerationLedger.beside(SealedFiles.vaultIn(dataFolder));
        writer.replace(ledger, new GenerationLedger(ledger, keys).text());
        return anew;
    }

    private void mustOpen(KeyRing alone) throws IOException, Unfinished {
        SealedFile sealed = new SealedFile(alone);
        List<String> closed = new ArrayList<>();
        for (Path file : SealedFiles.in(dataFolder)) {
            try {
                sealed.open(SealedFile.read(file));
            } catch (SealedFile.Damaged e) {
                closed.add(file + ": " + e.getMessage());
            }
        }
        if (!closed.isEmpty()) {
            throw new Unfinished(closed);
        }
    }

    /** Files cannot be opened, and so the old key was kept. */
    public static final class Unfinished extends Exception {
        private static final long serialVersionUID = 1L;

        Unfinished(List<String> closed) {
            super("the old key is kept, because " + closed.size() + " file(s) cannot be opened; put them right or remove them, then rotate again:\n  "
                    + String.join("\n  ", closed));
        }
    }
}
