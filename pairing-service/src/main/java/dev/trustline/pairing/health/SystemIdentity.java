package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jboss.logging.Logger;

/**
 * The SystemBUID that usbmuxd gives this host, which phones tie their trust to: read at each connection to usbmuxd and every
 * minute, compared with the one that is remembered, and looked at for being a mere function of the clock. It leaves this class
 * only as an HMAC under the lab's key. Thread-safe.
 */
public final class SystemIdentity implements ProblemSource {
    private static final Logger LOG = Logger.getLogger(SystemIdentity.class);
    private static final long EVERY = Duration.ofMinutes(1).toNanos();
    private static final String FILE = "SystemConfiguration.plist";

    private final Source usbmuxd;
    private final SealedNote memory;
    private final Optional<SecretKey> labKey;
    private final Path recordFolder;
    private final Executor beside;
    private int connection;
    private long readNanos;
    private String tested = "";
    private volatile String fingerprint;
    private volatile boolean changed;
    private volatile boolean guessable;

    /** Port to usbmuxd. */
    @FunctionalInterface
    public interface Source {
        /** The SystemBUID as of now. */
        String readBuid() throws IOException;
    }

    /**
     * The identity of this host.
     *
     * @param memory       remembers it over a restart
     * @param labKey       makes its fingerprint; none is told without it
     * @param recordFolder usbmuxd's; where it cannot be seen nothing is said of the clock
     * @param beside       calculates for some tenths of a second, once for each identity
     */
    public SystemIdentity(Source usbmuxd, SealedNote memory, Optional<SecretKey> labKey, Path recordFolder, Executor beside) {
        this.usbmuxd = usbmuxd;
        this.memory = memory;
        this.labKey = labKey;
        this.recordFolder = recordFolder;
        this.beside = beside;
    }

    /** Reads it now where it is compared with other hosts', which is done before the first connection may be there. */
    public synchronized void begin() {
        if (labKey.isPresent()) {
            read(connection);
        }
    }

    /**
     * Reads it if it is time.
     *
     * @param current the number of the connection to usbmuxd that is open, from 1
     */
    synchronized void look(int current) {
        if (current == connection && System.nanoTime() - readNanos < EVERY) {
            return;
        }
        read(current);
    }

    private void read(int current) {
        try {
            String buid = usbmuxd.readBuid();
            connection = current;
            readNanos = System.nanoTime();
            fingerprint = labKey.map(key -> hmac(key, buid)).orElse(null);
            compare(buid);
            test(buid);
        } catch (IOException e) {
            LOG.debugf("the host's identity was not read error=%s", e.getMessage());
        }
    }

    /** HMAC-SHA256 under the lab's key, 64 hex digits; {@code null} while it is not known. */
    public String fingerprint() {
        return fingerprint;
    }

    private void compare(String buid) {
        byte[] now = digest(buid);
        Optional<byte[]> before = memory.read();
        if (before.isEmpty() && !Files.exists(memory.file())) {
            memory.write(now);
        }
        boolean differs = before.filter(b -> !MessageDigest.isEqual(b, now)).isPresent();
        if (differs && !changed) {
            LOG.warn("usbmuxd has another SystemBUID than before; see the host's problems");
        }
        changed = differs;
    }

    private void test(String buid) {
        try {
            Instant written = Files.getLastModifiedTime(recordFolder.resolve(FILE)).toInstant();
            String about = buid + written.getEpochSecond();
            if (!about.equals(tested)) {
                tested = about;
                beside.execute(() -> guessable = BuidClock.explains(buid, written));
            }
        } catch (IOException e) {
            guessable = false;
        }
    }

    @Override
    public List<HostProblem> problems() {
        List<HostProblem> problems = new ArrayList<>();
        if (changed) {
            problems.add(HostProblem.of(ProblemCode.BUID_CHANGED, "usbmuxd has another SystemBUID than before. It cannot be put back through usbmuxd's socket: stop usbmuxd, "
                    + "put the old SystemBUID into " + FILE + " in its record folder, start it. Trust goes by record, so what phones trust goes on. "
                    + "If the new one is to stay, remove " + memory.file().getFileName() + " from the data folder."));
        }
        if (guessable) {
            problems.add(HostProblem.of(ProblemCode.BUID_GUESSABLE, "usbmuxd has made its SystemBUID from the clock: a usbmuxd that was started in the same second has the same one, "
                    + "and phones take the two hosts for one. Stop usbmuxd, put what uuidgen prints, in capitals, into " + recordFolder.resolve(FILE)
                    + " as SystemBUID, start it, and remove " + memory.file().getFileName() + " from the data folder."));
        }
        return problems;
    }

    private static String hmac(SecretKey key, String buid) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(buid.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is not to be had in this JVM", e);
        }
    }

    private static byte[] digest(String buid) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(buid.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not to be had in this JVM", e);
        }
    }
}
