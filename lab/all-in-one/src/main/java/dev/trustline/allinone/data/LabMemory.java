package dev.trustline.allinone.data;

import dev.trustline.allinone.process.Ports;
import dev.trustline.allinone.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a lab remembers from one run to the next, in {@code lab.properties}: ports, the broker's cluster id, and the
 * addresses that the small tools use. Replaced atomically. Thread-safe.
 */
public final class LabMemory {
    /** The file's name in the data folder. */
    public static final String FILE = "lab.properties";
    /** Where the broker was last. */
    public static final String KAFKA = "kafka.address";
    /** Where the registry's REST API was last. */
    public static final String REST = "rest.address";
    /** Where the virtual phones' page was last. */
    public static final String LAB_PAGE = "lab.page";
    /** The broker's cluster id. */
    public static final String CLUSTER_ID = "kafka.cluster-id";
    /** This lab's name for the host. */
    public static final String HOST = "host";
    /** The launcher's process id while it runs. */
    public static final String PID = "launcher.pid";
    /** Where the operator's password lies. */
    public static final String PASSWORD_FILE = "operator.password-file";

    private static final String PORT = "port.";

    private final Path file;
    private final Properties values = new Properties();

    private LabMemory(Path file) {
        this.file = file;
    }

    /** Reads the memory of that data folder; empty if there is none. */
    public static LabMemory in(Path dataFolder) throws StartFailure {
        LabMemory memory = new LabMemory(dataFolder.resolve(FILE));
        if (Files.exists(memory.file)) {
            try (InputStream in = Files.newInputStream(memory.file)) {
                memory.values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new StartFailure("The file " + memory.file + " cannot be read (" + e.getMessage() + "): remove it, new ports are then chosen.", e);
            }
        }
        return memory;
    }

    /** What is remembered under that name. */
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(values.getProperty(name));
    }

    /** Remembers it. */
    public synchronized void put(String name, String value) throws StartFailure {
        values.setProperty(name, value);
        write();
    }

    /** Forgets it. */
    public synchronized void remove(String name) throws StartFailure {
        values.remove(name);
        write();
    }

    /** The port of an earlier run if it is still free, else another free one, remembered. */
    public synchronized int port(String name) throws StartFailure {
        Optional<Integer> earlier = get(PORT + name).filter(v -> v.matches("\\d{1,5}")).map(Integer::valueOf);
        if (earlier.isPresent() && Ports.isFree(earlier.get())) {
            return earlier.get();
        }
        int port = Ports.free();
        put(PORT + name, Integer.toString(port));
        return port;
    }

    private void write() throws StartFailure {
        Path next = file.resolveSibling(FILE + ".next");
        try {
            try (OutputStream out = Files.newOutputStream(next)) {
                values.store(out, "What this lab remembers between two runs; safe to remove while it is stopped.");
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartFailure("The file " + file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
