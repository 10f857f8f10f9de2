package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A small file that only this host may read and nobody may change unnoticed: sealed as the vault is, mode 0600, replaced
 * atomically. Thread-safe as long as one thread writes.
 */
public final class SealedNote {
    private static final Logger LOG = Logger.getLogger(SealedNote.class);

    private final Path file;
    private final String label;
    private final SealedFile sealed;

    /** The note of this name in the data folder. */
    public SealedNote(Path dataFolder, String name, KeyRing keys) {
        this.file = dataFolder.resolve(name + SealedFiles.SUFFIX);
        this.label = name;
        this.sealed = new SealedFile(keys);
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    /** What it says; empty if there is none, or if it cannot be used, which is logged. */
    public Optional<byte[]> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            SealedFile.Opened opened = sealed.open(SealedFile.read(file));
            if (!opened.label().equals(label)) {
                throw new SealedFile.Damaged("it is another note", false);
            }
            return Optional.of(opened.content());
        } catch (SealedFile.Damaged | IOException e) {
            LOG.errorf("a note cannot be used; put back the right key, or remove it file=%s error=%s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Replaces it; a note that cannot be written is logged, and the old one stays. */
    public void write(byte[] content) {
        try {
            DurableFiles.replace(file, sealed.seal(label, content));
        } catch (IOException e) {
            LOG.errorf(e, "a note cannot be written; look at the disk's space and rights file=%s error=%s", file, e.getMessage());
        }
    }
}
