package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every file of a data folder that is sealed by the vault's key: the entries, the pool, and what else has this ending. Stateless. */
final class SealedFiles {
    /** The ending of sealed files beside vault and pool. */
    static final String SUFFIX = ".sealed";

    private SealedFiles() {
    }

    static Path vaultIn(Path dataFolder) {
        return dataFolder.resolve("vault");
    }

    static List<Path> in(Path dataFolder) throws IOException {
        List<Path> files = new ArrayList<>(ending(FileVault.SUFFIX, vaultIn(dataFolder)));
        files.addAll(ending(IdentityPool.SUFFIX, dataFolder.resolve("pool")));
        files.addAll(ending(SUFFIX, dataFolder));
        return files;
    }

    private static List<Path> ending(String suffix, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(f -> f.getFileName().toString().endsWith(suffix)).sorted().toList();
        }
    }
}
