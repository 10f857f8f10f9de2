package dev.trustline.pairing.pairrecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Writing so that a power cut leaves the old file or the new one, never half of one. Stateless. */
public final class DurableFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE = PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE = PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private DurableFiles() {
    }

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, FOLDER_MODE);
        Files.setPosixFilePermissions(folder, FOLDER_MODE.value());
    }

    /**
     * Temp, fsync, rename, fsync of the folder; mode 0600 from the first byte on.
     *
     * @throws IOException if it cannot be written: then the old file is kept
     */
    public static void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + "." + Thread.currentThread().getId() + ".next");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(file.getParent());
    }

    /** An empty file of mode 0600; an interrupt does not hinder that. */
    static void create(Path file) throws IOException {
        Files.createFile(file, FILE_MODE);
    }

    static void delete(Path file) throws IOException {
        Files.delete(file);
        syncFolder(file.getParent());
    }

    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
