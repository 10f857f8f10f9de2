package dev.trustline.lockdown.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.trustline.lockdown.error.LockdownException;
import dev.trustline.lockdown.fake.FakePeer;
import dev.trustline.lockdown.wire.PlistFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The corpus of hostile messages, and what a reader may do with any of them: answer, or fail in a typed way, soon. */
final class Hostile {
    /** Given to every request in these tests. */
    static final Duration DEADLINE = Duration.ofMillis(150);
    /** What a test may take beyond it: a loaded machine, not the reader. */
    static final Duration GRACE = Duration.ofSeconds(20);
    /**
     * Everything that reading one frame of at most 1 MiB may allocate, garbage included: raw bytes, text, tree and values. Texts take
     * 17 MiB, a frame full of dates 48 MiB (measured).
     */
    static final long MOST_ALLOCATED = 96L * PlistFrames.DEFAULT_LIMIT;
    /** The same for usbmuxd, whose answers may have 8 MiB: 61 MiB were measured. */
    static final long MOST_ALLOCATED_FOR_DAEMON = 128L * PlistFrames.DEFAULT_LIMIT;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Hostile() { }

    static Stream<Path> corpus(String prefix) {
        try (Stream<Path> files = Files.list(Path.of(Hostile.class.getResource("/hostile").toURI()))) {
            List<Path> chosen = files.filter(f -> f.getFileName().toString().startsWith(prefix)).sorted().toList();
            assertThat(chosen).isNotEmpty();
            return chosen.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says these bytes to whatever it hears first, and then nothing more. */
    static FakePeer.Script saying(byte[] bytes) {
        return (in, out) -> {
            in.read(new byte[64 * 1024], 0, 64 * 1024);
            out.write(bytes);
            in.readNBytes(1 << 20);
        };
    }

    /** Anything but an answer or a typed failure, in time and within the memory, fails the test. */
    static void read(Reading reading) throws IOException {
        read(reading, MOST_ALLOCATED);
    }

    static void read(Reading reading, long mostAllocated) throws IOException {
        long start = System.nanoTime();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
        } catch (LockdownException typed) {
            assertThat(typed.getMessage().length()).isLessThan(1_000);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).as("bytes allocated").isLessThan(mostAllocated);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(GRACE));
    }

    interface Reading {
        void read() throws IOException;
    }
}
