package dev.trustline.pairing.pairrecord;

import dev.trustline.events.RecordFacts;
import dev.trustline.events.Udid;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.plist.PlistReader;
import dev.trustline.lockdown.plist.PlistWriter;
import dev.trustline.pairing.handshake.Vault;
import dev.trustline.pairing.handshake.VaultEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;

/**
 * One encrypted file a device, mode 0600, replaced atomically. The associated data is UDID, host, fingerprint of the good
 * record, and a generation that rises with every write. Entries are kept in memory too; the file is written first.
 */
public final class FileVault implements Vault {
    private static final String SUFFIX = ".vault";

    private final Path folder;
    private final String host;
    private final SealedFile sealed;
    private final Map<Udid, Held> held = new ConcurrentHashMap<>();

    /**
     * A vault in this folder, which is made if it is missing.
     *
     * @throws IOException if it cannot be made or used
     */
    public FileVault(Path folder, String host, SecretKey key) throws IOException {
        this.folder = folder;
        this.host = host;
        this.sealed = new SealedFile(key);
        DurableFiles.createFolder(folder);
    }

    private record Held(VaultEntry entry, long generation) {}

    @Override
    public VaultEntry load(Udid udid) {
        return held.computeIfAbsent(udid, this::read).entry();
    }

    @Override
    public void save(VaultEntry entry) {
        long generation = held.computeIfAbsent(entry.udid(), this::read).generation() + 1;
        Path file = file(entry.udid());
        try {
            DurableFiles.replace(file, sealed.seal(label(entry, generation), PlistWriter.binary(toPlist(entry))));
            held.put(entry.udid(), new Held(entry, generation));
        } catch (IOException e) {
            throw new VaultUnusable(file + " cannot be written (" + e.getClass().getSimpleName() + "): look at the disk's space and rights", e);
        }
    }

    private Held read(Udid udid) {
        Path file = file(udid);
        try {
            SealedFile.Opened opened = sealed.open(Files.readAllBytes(file));
            String[] label = opened.label().split("\n");
            if (!label[0].equals(udid.value()) || !label[1].equals(host)) {
                throw new VaultUnusable(file + " belongs to " + label[0] + " on " + label[1] + ": put back the right file, or remove it and trust anew", null);
            }
            return new Held(fromPlist(udid, PlistReader.read(opened.content())), Long.parseLong(label[3]));
        } catch (NoSuchFileException e) {
            return new Held(VaultEntry.blank(udid), 0);
        } catch (SealedFile.Damaged e) {
            throw new VaultUnusable(file + " cannot be opened: " + e.getMessage() + "; put back a copy or the right key, or remove the file and trust anew", e);
        } catch (IOException e) {
            throw new VaultUnusable(file + " cannot be read (" + e.getClass().getSimpleName() + "): look at its rights", e);
        }
    }

    private Path file(Udid udid) {
        return folder.resolve(udid.value() + SUFFIX);
    }

    private String label(VaultEntry entry, long generation) {
        String fingerprint = entry.good().map(g -> g.record().fingerprint()).orElse("none");
        return String.join("\n", entry.udid().value(), host, fingerprint, Long.toString(generation));
    }

    private static PlistDict toPlist(VaultEntry entry) {
        PlistDict plist = PlistDict.of("attempt", entry.attempt(), "open", entry.open(), "done", doneToPlist(entry.doneCommands()));
        if (entry.candidate().isPresent()) {
            plist = plist.with("candidate", entry.candidate().get().toPlist());
        }
        if (entry.unpairing().isPresent()) {
            plist = plist.with("unpairing", entry.unpairing().get());
        }
        if (entry.leftAtUsbmuxd().isPresent()) {
            plist = plist.with("leftAtUsbmuxd", entry.leftAtUsbmuxd().get());
        }
        if (entry.heldBy().isPresent()) {
            plist = plist.with("heldBy", entry.heldBy().get());
        }
        if (entry.approval().isPresent()) {
            VaultEntry.Approval approval = entry.approval().get();
            plist = plist.with("approval", PlistDict.of("attempt", approval.attempt(), "by", approval.by()));
        }
        if (entry.good().isPresent()) {
            VaultEntry.GoodRecord good = entry.good().get();
            plist = plist.with("good", PlistDict.of("record", good.record().toPlist(), "origin", good.origin().name(),
                    "provenAt", good.provenAt().toEpochMilli(), "provisional", good.provisional(), "revoked", good.revoked()));
        }
        return plist;
    }

    private static PlistDict doneToPlist(Map<String, Instant> done) {
        PlistDict plist = PlistDict.of();
        for (Map.Entry<String, Instant> command : done.entrySet()) {
            plist = plist.with(command.getKey(), command.getValue().toEpochMilli());
        }
        return plist;
    }

    private static VaultEntry fromPlist(Udid udid, PlistDict plist) throws LockdownException {
        Optional<PlistDict> candidate = plist.dict("candidate");
        Optional<PlistDict> good = plist.dict("good");
        Map<String, Instant> done = new LinkedHashMap<>();
        PlistDict commands = plist.dict("done").orElse(PlistDict.of());
        for (String id : commands.keys()) {
            done.put(id, Instant.ofEpochMilli(commands.integer(id).orElse(0)));
        }
        return new VaultEntry(udid,
                candidate.isPresent() ? Optional.of(PairRecord.fromPlist(candidate.get())) : Optional.empty(),
                good.isPresent() ? Optional.of(goodFromPlist(good.get())) : Optional.empty(),
                (int) plist.integer("attempt").orElse(0), plist.bool("open").orElse(false), plist.string("unpairing"), plist.string("heldBy"),
                plist.dict("approval").map(a -> new VaultEntry.Approval((int) a.integer("attempt").orElse(0), a.string("by").orElse(""))), done,
                plist.string("leftAtUsbmuxd"));
    }

    private static VaultEntry.GoodRecord goodFromPlist(PlistDict plist) throws LockdownException {
        return new VaultEntry.GoodRecord(
                PairRecord.fromPlist(plist.dict("record").orElse(PlistDict.of())),
                RecordFacts.Origin.valueOf(plist.string("origin").orElse("PAIRED")),
                Instant.ofEpochMilli(plist.integer("provenAt").orElse(0)),
                plist.bool("provisional").orElse(false),
                plist.bool("revoked").orElse(false));
    }
}
