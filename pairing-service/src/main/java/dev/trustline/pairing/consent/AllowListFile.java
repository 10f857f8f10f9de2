package dev.trustline.pairing.consent;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.pairing.health.ProblemSource;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * An allow-list in a file, which is read again when it changes. One that is broken, or that others may write, changes nothing:
 * the last good one stays in force, over a restart too, and that is said. Before there was a good one nothing fits.
 * Thread-safe; only {@link #look} touches the disk.
 */
public final class AllowListFile implements ProblemSource {
    private static final Logger LOG = Logger.getLogger(AllowListFile.class);
    private static final int LARGEST = 128 * 1024;

    private final Path file;
    private final SealedNote lastGood;
    private byte[] seen = {};
    private volatile AllowList inForce = AllowList.EMPTY;
    private volatile String trouble = "";

    /**
     * The list in this file, as of now.
     *
     * @param lastGood keeps the newest good one
     */
    public AllowListFile(Path file, SealedNote lastGood) {
        this.file = file;
        this.lastGood = lastGood;
        look();
        if (!trouble.isEmpty()) {
            lastGood.read().ifPresent(this::useLastGood);
        }
    }

    private void useLastGood(byte[] text) {
        try {
            inForce = AllowList.parse(text);
        } catch (AllowList.Broken e) {
            LOG.warnf("the allow-list that was kept cannot be used: nothing is allowed error=%s", e.getMessage());
        }
    }

    /** Reads the file if it has changed. */
    public synchronized void look() {
        try {
            byte[] text = read();
            if (!trouble.isEmpty() || !Arrays.equals(text, seen)) {
                AllowList parsed = AllowList.parse(text);
                seen = text;
                inForce = parsed;
                trouble = "";
                LOG.infof("the allow-list is read file=%s rules=%d", file, parsed.size());
                lastGood.write(text);
            }
        } catch (AllowList.Broken e) {
            broken(e.getMessage());
        } catch (IOException e) {
            broken("it cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void broken(String why) {
        if (!why.equals(trouble)) {
            LOG.errorf("the allow-list cannot be used; the last good one stays in force file=%s error=%s", file, why);
        }
        trouble = why;
    }

    private byte[] read() throws IOException, AllowList.Broken {
        if (!Files.isRegularFile(file)) {
            throw new AllowList.Broken(Files.exists(file) ? "it is no regular file" : "it is not there");
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new AllowList.Broken("others than its owner may write it; chmod go-w it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new AllowList.Broken("it is larger than " + LARGEST / 1024 + " KiB");
            }
            return text;
        }
    }

    /** The newest good list. */
    public AllowList inForce() {
        return inForce;
    }

    @Override
    public List<HostProblem> problems() {
        String why = trouble;
        return why.isEmpty() ? List.of() : List.of(HostProblem.of(ProblemCode.ALLOW_LIST_BROKEN,
                "The allow-list " + file + " cannot be used: " + why + ". Until it is mended the last good one is in force (" + inForce.size() + " rules)."));
    }
}
