package dev.trustline.allinone.data;

import dev.trustline.allinone.process.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The data folder of one lab, locked for as long as it is open: two launchers never share one. Everything that the lab
 * keeps lies in it; removing it begins a new lab.
 */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens the folder, creating it (0700) if it is not there.
     *
     * @throws StartFailure if it is a file, cannot be written, or another launcher uses it
     */
    public static DataFolder open(Path folder) throws StartFailure {
        Path root = folder.toAbsolutePath().normalize();
        create(root);
        if (!Files.isWritable(root)) {
            throw new StartFailure("The data folder " + root + " cannot be written: choose another with --data, or make it yours.");
        }
        return new DataFolder(root, lock(root));
    }

    private static void create(Path root) throws StartFailure {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new StartFailure("The data folder " + root + " is a file: choose another with --data.");
        }
        try {
            if (!Files.exists(root)) {
                Files.createDirectories(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new StartFailure("The data folder " + root + " cannot be created (" + why(e) + "): choose another with --data.", e);
        }
    }

    private static FileChannel lock(Path root) throws StartFailure {
        String inUse = "The data folder " + root + " is in use by another `trustline up`: stop that one, or choose another with --data.";
        try {
            FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartFailure(inUse);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            throw new StartFailure(inUse, e);
        } catch (IOException e) {
            throw new StartFailure("The data folder " + root + " cannot be written (" + why(e) + "): choose another with --data.", e);
        }
    }

    /** An exception of the file system has the path as its message, which the sentence has already. */
    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f ? Optional.ofNullable(f.getReason()).orElse("nothing can be made there") : e.getMessage();
    }

    /** The folder itself, absolute. */
    public Path root() {
        return root;
    }

    /** A sub-folder, created if it is not there. */
    public Path folder(String name) throws StartFailure {
        Path folder = root.resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartFailure("The folder " + folder + " cannot be created: " + e.getMessage() + ".", e);
        }
    }

    /** Where the children's output goes. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Lets the next launcher in. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the lock of " + root + " cannot be released", e);
        }
    }
}
