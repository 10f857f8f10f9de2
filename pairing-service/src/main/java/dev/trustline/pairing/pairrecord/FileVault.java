package dev.trustline.pairing.pairrecord;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.handshake.VaultEntry;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;

/**
 * One sealed file a device, mode 0600, replaced atomically. The associated data is UDID, host, fingerprint of the good record,
 * and a generation that rises with every write and is remembered beside the folder, so that an older file that is put back is
 * noticed. Entries are kept in memory too; the file is written first. One that cannot be opened is left as it is; the others work. Thread-safe as {@link Vault} asks.
 */
public final class FileVault implements Vault {
    static final String SUFFIX = ".vault";
    private static final Logger LOG = Logger.getLogger(FileVault.class);

    private final Path folder;
    private final String host;
    private final SealedFile sealed;
    private final GenerationLedger ledger;
    private final Map<Udid, Held> held = new ConcurrentHashMap<>();
    private final Map<Udid, VaultUnusable> unusable = new ConcurrentSkipListMap<>();

    /**
     * A vault in this folder, which is made if it is missing.
     *
     * @throws IOException if it cannot be made or used
     */
    public FileVault(Path folder, String host, KeyRing keys) throws IOException {
        this.folder = folder;
        this.host = host;
        this.sealed = new SealedFile(keys);
        DurableFiles.createFolder(folder);
        this.ledger = new GenerationLedger(GenerationLedger.beside(folder), keys);
    }

    /** The same, with one key. */
    public FileVault(Path folder, String host, SecretKey key) throws IOException {
        this(folder, host, KeyRing.of(key));
    }

    private record Held(VaultEntry entry, long generation, boolean onDisk) {}

    @Override
    public VaultEntry load(Udid udid) {
        return held.computeIfAbsent(udid, this::read).entry();
    }

    /** What a write that failed has left is not known: the next look is at the disk. */
    @Override
    public void save(VaultEntry entry) {
        long generation = held.computeIfAbsent(entry.udid(), this::read).generation() + 1;
        Path file = file(entry.udid());
        try {
            replace(file, sealed.seal(label(entry, generation), PlistWriter.binary(EntryPlist.toPlist(entry))));
            ledger.note(entry.udid(), generation);
            held.put(entry.udid(), new Held(entry, generation, true));
        } catch (IOException e) {
            held.remove(entry.udid());
            throw new VaultUnusable(file + " cannot be written (" + e.getClass().getSimpleName() + "): look at the disk's space and rights", e);
        }
    }

    /** An interrupt, when the service is being stopped, is no fault of the disk: the write is done all the same. */
    private static void replace(Path file, byte[] content) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (;;) {
                try {
                    DurableFiles.replace(file, content);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Held read(Udid udid) {
        try {
            Held opened = open(udid, file(udid));
            unusable.remove(udid);
            return opened;
        } catch (VaultUnusable e) {
            unusable.put(udid, e);
            throw e;
        }
    }

    private Held open(Udid udid, Path file) {
        try {
            SealedFile.Opened opened = sealed.open(SealedFile.read(file));
            EntryLabel label = EntryLabel.parse(opened.label());
            if (!label.udid().equals(udid.value()) || !label.host().equals(host)) {
                throw new VaultUnusable(file + " belongs to " + label.udid() + " on " + label.host() + ": put back the right file, or remove it and trust anew", null);
            }
            VaultEntry entry = EntryPlist.fromPlist(udid, PlistReader.read(opened.content()));
            if (!label.fingerprint().equals(fingerprint(entry))) {
                throw new SealedFile.Damaged("its label tells of another record than its content", false);
            }
            return notOlder(new Held(entry, label.generation(), true), file);
        } catch (NoSuchFileException e) {
            return new Held(VaultEntry.blank(udid), ledger.newest(udid), false);
        } catch (SealedFile.Damaged | LockdownException e) {
            throw new VaultUnusable(file + " cannot be opened: " + e.getMessage() + "; put back a copy or the right key, or remove the file and trust anew", e);
        } catch (IOException e) {
            throw new VaultUnusable(file + " cannot be read (" + e.getClass().getSimpleName() + "): look at its rights", e);
        }
    }

    private Held notOlder(Held read, Path file) {
        long behind = ledger.newest(read.entry().udid()) - read.generation();
        if (behind > 0) {
            throw new VaultUnusable(file + " is older by " + behind + " writes than the last one: put back the newest, or accept this one with `trustline vault accept "
                    + read.entry().udid() + "` while the service is stopped", null);
        }
        ledger.seen(read.entry().udid(), read.generation());
        return read;
    }

    private Path file(Udid udid) {
        return folder.resolve(udid.value() + SUFFIX);
    }

    private String label(VaultEntry entry, long generation) {
        return new EntryLabel(entry.udid().value(), host, fingerprint(entry), generation).text();
    }

    private static String fingerprint(VaultEntry entry) {
        return entry.good().map(g -> g.record().fingerprint()).orElse(EntryLabel.NO_RECORD);
    }

    /**
     * Opens every entry that there is, so that one that cannot be used is known before its device comes.
     *
     * @throws VaultKey.UnusableKey if there are entries, and the key is another one for each of them
     * @throws IOException          if the folder cannot be read
     */
    public void openAll() throws VaultKey.UnusableKey, IOException {
        List<Udid> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(SUFFIX))
                    .flatMap(n -> Udid.tryParse(n.substring(0, n.length() - SUFFIX.length())).stream()).sorted().toList();
        }
        found.forEach(this::look);
        if (!found.isEmpty() && unusable.size() == found.size() && unusable.values().stream().allMatch(FileVault::needsAnotherKey)) {
            throw new VaultKey.UnusableKey("no entry of the vault " + folder + " can be opened with this key file: " + unusable().get(0));
        }
        unusable.forEach((udid, why) -> LOG.errorf("a vault entry cannot be used; the others work udid=%s error=%s", udid, why.getMessage()));
    }

    private static boolean needsAnotherKey(VaultUnusable why) {
        return why.getCause() instanceof SealedFile.Damaged damaged && damaged.isOtherKey();
    }

    private Optional<VaultUnusable> look(Udid udid) {
        try {
            load(udid);
            return Optional.empty();
        } catch (VaultUnusable e) {
            return Optional.of(e);
        }
    }

    /** To be called now and then, and at the end: what is remembered survives a power cut, and entries that were mended work again. */
    public void tend() {
        ledger.sync();
        List.copyOf(unusable.keySet()).stream().filter(udid -> look(udid).isEmpty())
                .forEach(udid -> LOG.infof("a vault entry can be used again udid=%s", udid));
    }

    /** One sentence for each entry that cannot be used, none if all can. */
    public List<String> unusable() {
        return unusable.values().stream().map(Throwable::getMessage).toList();
    }

    /** The devices with an attempt that has not ended, of those that were looked at. */
    public List<Udid> openAttempts() {
        return held.values().stream().map(Held::entry).filter(VaultEntry::open).map(VaultEntry::udid).sorted().toList();
    }

    /** How many entries can be used, of those that were looked at. */
    public long usable() {
        return held.values().stream().filter(Held::onDisk).count();
    }

    /** The sum of all generations: an older copy of the whole vault has a lower one. */
    public long generation() {
        return ledger.sum();
    }
}
