package dev.trustline.lockdown.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.fake.FakePeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many wires, one thread. */
@Timeout(30)
class WireWatchTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration A_LOOK = Duration.ofMillis(1);
    private static final FakePeer.Script ECHO = (in, out) -> {
        byte[] buffer = new byte[64];
        for (int n = in.read(buffer, 0, buffer.length); n > 0; n = in.read(buffer, 0, buffer.length)) {
            out.write(buffer, 0, n);
        }
    };

    @TempDir
    private Path folder;

    @Test
    void itTellsOnceForEachArmingAndOfTheRightWire() throws Exception {
        List<String> told = new ArrayList<>();
        try (FakePeer tcp = FakePeer.tcp(ECHO); FakePeer unix = FakePeer.unix(folder, ECHO); WireWatch watch = new WireWatch();
                ByteWire first = ByteWire.open(tcp.address(), LONG); ByteWire second = ByteWire.open(unix.address(), LONG)) {
            WireWatch.Watched one = watch.add(first, () -> told.add("first"));
            WireWatch.Watched two = watch.add(second, () -> told.add("second"));
            two.arm();
            first.out().write('a');
            second.out().write('b');
            awaitTold(watch, told, 1);
            assertThat(told).as("the first is not armed").containsExactly("second");
            watch.turn(A_LOOK);
            assertThat(told).as("not armed again").hasSize(1);
            one.arm();
            awaitTold(watch, told, 2);
            assertThat(told).as("what had come before is told").containsExactly("second", "first");
            assertThat(second.within(LONG).in().read()).isEqualTo('b');
            two.arm();
            watch.turn(A_LOOK);
            assertThat(told).as("all is read").hasSize(2);
        }
    }

    @Test
    void theEndOfAPeerIsToldAndAClosedWireIsForgotten() throws Exception {
        List<String> told = new ArrayList<>();
        try (FakePeer peer = FakePeer.tcp((in, out) -> in.read(new byte[1], 0, 1)); WireWatch watch = new WireWatch()) {
            ByteWire ends = ByteWire.open(peer.address(), LONG);
            ends.out().write('x');
            WireWatch.Watched watched = watch.add(ends, () -> told.add("end"));
            watched.arm();
            awaitTold(watch, told, 1);
            assertThat(ends.within(LONG).in().read()).isEqualTo(-1);
            ends.close();
            watched.close();
            watched.arm();
            watch.turn(A_LOOK);
            assertThat(told).hasSize(1);
            assertThatThrownBy(() -> watch.add(ends, () -> {})).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingItEndsTheTurnThatWaits() throws Exception {
        WireWatch watch = new WireWatch();
        CompletableFuture<Boolean> turn = CompletableFuture.supplyAsync(() -> {
            try {
                while (watch.turn(LONG)) {
                    Thread.onSpinWait();
                }
                return false;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        watch.close();
        assertThat(turn.get(10, TimeUnit.SECONDS)).as("whether it may be turned again").isFalse();
        try (FakePeer peer = FakePeer.tcp(ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThatThrownBy(() -> watch.add(wire, () -> {})).isInstanceOf(IOException.class).hasMessageContaining("closed");
        }
    }

    private static void awaitTold(WireWatch watch, List<String> told, int count) throws IOException {
        long end = System.nanoTime() + LONG.toNanos();
        while (told.size() < count && System.nanoTime() < end) {
            watch.turn(Duration.ofMillis(100));
        }
        assertThat(told).hasSize(count);
    }
}
