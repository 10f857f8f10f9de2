package dev.trustline.pairing.pairrecord;

import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.HostIdentity;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;

/**
 * Host identities made beforehand: two RSA keys take about 160 ms of a core, which nobody should wait for at the cable. They
 * lie encrypted in a folder and survive a restart. One that is taken is removed from the folder, durably, before it is used:
 * a cloned host must not share keys. Filled by a thread of its own; thread-safe.
 */
public final class IdentityPool {
    private static final Logger LOG = Logger.getLogger(IdentityPool.class);
    static final String SUFFIX = ".identity";
    private static final String LABEL = "identity";

    private final Path folder;
    private final int size;
    private final SealedFile sealed;
    private final ConcurrentLinkedDeque<Pooled> ready = new ConcurrentLinkedDeque<>();
    private final Semaphore wanted = new Semaphore(0);

    /** Says when making keys disturbs nobody. */
    @FunctionalInterface
    public interface CalmMoment {
        /** Returns at such a moment. */
        void await() throws InterruptedException;
    }

    private record Pooled(Path file, HostIdentity identity) {
        @Override
        public String toString() {
            return "Pooled[" + file.getFileName() + "]";
        }
    }

    /**
     * A pool in this folder, which is made if it is missing.
     *
     * @param size how many identities it holds when it is full, 0 to make each when it is needed
     * @throws IOException if the folder cannot be used
     */
    public IdentityPool(Path folder, int size, KeyRing keys) throws IOException {
        this.folder = folder;
        this.size = size;
        this.sealed = new SealedFile(keys);
        DurableFiles.createFolder(folder);
        readAll();
        wanted.release(Math.max(0, size - ready.size()));
    }

    /** The same, with one key. */
    public IdentityPool(Path folder, int size, SecretKey key) throws IOException {
        this(folder, size, KeyRing.of(key));
    }

    /** An identity that nobody else has or ever had; made now if the pool is empty. */
    public HostIdentity take() {
        Pooled pooled;
        while ((pooled = ready.poll()) != null) {
            wanted.release();
            try {
                DurableFiles.delete(pooled.file());
                return pooled.identity();
            } catch (IOException e) {
                LOG.warnf("an identity whose file cannot be removed is not used error=%s", e.getMessage());
            }
        }
        return HostIdentity.generate();
    }

    /** How many are ready. */
    public int available() {
        return ready.size();
    }

    /** How many there are when the pool is full. */
    public int size() {
        return size;
    }

    /** Fills the pool, an identity at each calm moment, until the thread is interrupted. */
    public void fill(CalmMoment moment) {
        try {
            while (true) {
                wanted.acquire();
                moment.await();
                add(HostIdentity.generate());
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            // the service is being stopped; what is half written has another name and is not read
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.errorf(e, "the pool of identities cannot be written; each pairing makes its own keys folder=%s", folder);
        }
    }

    private void add(HostIdentity identity) throws IOException {
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        DurableFiles.replace(file, sealed.seal(LABEL, PlistWriter.binary(identity.toPlist())));
        ready.add(new Pooled(file, identity));
    }

    /** What cannot be opened stays where it is: perhaps it is only the key that is the wrong one. */
    private void readAll() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        }
        String why = null;
        int unusable = 0;
        for (Path file : files) {
            if (ready.size() == size) {
                break;
            }
            try {
                ready.add(new Pooled(file, HostIdentity.fromPlist(PlistReader.read(sealed.open(SealedFile.read(file)).content()))));
            } catch (SealedFile.Damaged | LockdownException e) {
                why = why == null ? e.getMessage() : why;
                unusable++;
            }
        }
        if (unusable > 0) {
            LOG.warnf("identities of the pool cannot be opened and are left as they are: put back the right key, or remove them, nothing was ever made with them folder=%s count=%d error=%s",
                    folder, unusable, why);
        }
    }
}
