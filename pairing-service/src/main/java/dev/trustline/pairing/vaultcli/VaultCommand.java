package dev.trustline.pairing.vaultcli;

import dev.trustline.events.Udid;
import dev.trustline.pairing.FolderLock;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.KeyRotation;
import dev.trustline.pairing.pairrecord.VaultInspection;
import dev.trustline.pairing.pairrecord.VaultKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code vault status}, {@code vault rotate}, {@code vault accept UDID}. Exit codes: 0 all well, 1 a file cannot be used, 2
 * asked wrongly or not to be done now. What changes files refuses to run beside the service. Used by one thread.
 */
public final class VaultCommand {
    private static final int WELL = 0;
    private static final int UNUSABLE = 1;
    private static final int WRONG = 2;
    private static final String USAGE = """
            vault status               each sealed file: format, key, generation, whether it opens
            vault rotate               seal everything by the first key of the key file, then drop the others
                --new-key FILE         put the key of this file in front first (head -c 32 /dev/urandom | base64)
            vault accept UDID          take an older file that was put back as the newest
                --data-dir DIR         default: pairing.data-dir
                --key-file FILE        default: pairing.vault-key-file""";

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    public VaultCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    /** Does what these words, which follow {@code vault}, ask for, and returns the exit code. */
    public int run(List<String> words) {
        Map<String, String> options = new HashMap<>();
        List<String> plain = new java.util.ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (List.of("--data-dir", "--key-file", "--new-key").contains(word) && i + 1 < words.size()) {
                options.put(word, words.get(++i));
            } else {
                plain.add(word);
            }
        }
        try {
            return run(plain, VaultPlace.of(options, environment), Optional.ofNullable(options.get("--new-key")).map(Path::of));
        } catch (VaultKey.UnusableKey | FolderLock.Held | VaultInspection.Refused e) {
            return refused(e.getMessage());
        } catch (KeyRotation.Unfinished e) {
            err.println(e.getMessage());
            return UNUSABLE;
        } catch (IOException e) {
            return refused(e.getClass().getSimpleName() + ": " + e.getMessage() + ". What is done so far stays readable; run it again.");
        }
    }

    private int refused(String why) {
        err.println("trustline vault: " + why);
        return WRONG;
    }

    private int run(List<String> words, VaultPlace place, Optional<Path> newKey)
            throws VaultKey.UnusableKey, FolderLock.Held, VaultInspection.Refused, KeyRotation.Unfinished, IOException {
        if (words.equals(List.of("status"))) {
            return status(place);
        }
        if (words.equals(List.of("rotate"))) {
            lock(place);
            out.println(new KeyRotation(place.dataFolder(), place.keyFile()).run(newKey) + " file(s) sealed anew; all open with the key of " + place.keyFile()
                    + ". Copies of the vault that were made before need the old key.");
            return WELL;
        }
        if (words.size() == 2 && words.get(0).equals("accept")) {
            return accept(place, words.get(1));
        }
        err.println(USAGE);
        return WRONG;
    }

    private int status(VaultPlace place) throws VaultKey.UnusableKey, IOException {
        KeyRing keys = VaultKey.ring(place.keyFile(), place.dataFolder());
        out.println("keys: " + keys.names() + " (the first one seals)");
        List<VaultInspection.Row> rows = VaultInspection.of(place.dataFolder(), keys);
        for (VaultInspection.Row row : rows) {
            out.printf("%-60s v%d key %s generation %d: %s%n", row.file(), row.version(), row.key(), row.generation(), row.trouble().isEmpty() ? "opens" : row.trouble());
        }
        long bad = rows.stream().filter(r -> !r.trouble().isEmpty()).count();
        out.println(rows.size() + " file(s), " + bad + " of them unusable");
        return bad == 0 ? WELL : UNUSABLE;
    }

    private int accept(VaultPlace place, String word) throws VaultKey.UnusableKey, FolderLock.Held, VaultInspection.Refused, IOException {
        Optional<Udid> udid = Udid.tryParse(word);
        if (udid.isEmpty()) {
            return refused(word + " is no UDID");
        }
        lock(place);
        boolean taken = VaultInspection.accept(place.dataFolder(), VaultKey.ring(place.keyFile(), place.dataFolder()), udid.get());
        out.println(taken ? "the older entry is the newest now" : "the entry is no older one; nothing was changed");
        return WELL;
    }

    /** Files that another user has written could not be read by the service. */
    private static void lock(VaultPlace place) throws FolderLock.Held, IOException, VaultInspection.Refused {
        String me = System.getProperty("user.name");
        String owner = Files.getOwner(place.dataFolder()).getName();
        if (!me.equals("?") && !me.equals(owner)) {
            throw new VaultInspection.Refused(place.dataFolder() + " belongs to " + owner + ": run this as " + owner);
        }
        FolderLock.hold(place.dataFolder());
    }
}
