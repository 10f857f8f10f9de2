package dev.trustline.pairing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of a data folder: two writers of one vault would lose records. Held until the process ends. */
public final class FolderLock {
    private static FileLock held;

    private FolderLock() {
    }

    /**
     * Takes the folder.
     *
     * @throws Held if another process has it
     */
    public static synchronized void hold(Path folder) throws IOException, Held {
        if (held != null && held.isValid()) {
            return;
        }
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new Held(folder);
        }
    }

    /** Another process has the folder. */
    public static final class Held extends Exception {
        private static final long serialVersionUID = 1L;

        Held(Path folder) {
            super("the data folder " + folder + " is in use by another pairing-service; stop that one, or set pairing.data-dir");
        }
    }
}
