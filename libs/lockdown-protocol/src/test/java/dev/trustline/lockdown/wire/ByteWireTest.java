package dev.trustline.lockdown.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trustline.lockdown.error.CallInterrupted;
import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeadlineExceeded;
import dev.trustline.lockdown.fake.FakePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ByteWireTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final FakePeer.Script ECHO = (in, out) -> {
        byte[] buffer = new byte[4096];
        for (int n = in.read(buffer, 0, buffer.length); n > 0; n = in.read(buffer, 0, buffer.length)) {
            out.write(buffer, 0, n);
        }
    };
    private static final FakePeer.Script SILENT = (in, out) -> in.read(new byte[1], 0, 1);
    private static final FakePeer.Script DEAF = (in, out) -> new CountDownLatch(1).await();

    @TempDir
    private Path folder;

    enum Socket { TCP, UNIX }

    private FakePeer peer(Socket socket, FakePeer.Script script) throws IOException {
        return socket == Socket.TCP ? FakePeer.tcp(script) : FakePeer.unix(folder, script);
    }

    @ParameterizedTest
    @EnumSource
    void bytesGoThereAndBack(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            wire.out().write("hello".getBytes());
            assertThat(wire.in().readNBytes(5)).isEqualTo("hello".getBytes());
            wire.out().write('!');
            assertThat(wire.in().read()).isEqualTo('!');
            assertThat(wire.in().readNBytes(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadEndsWithItsDeadlineAndCanBeTriedAgain(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> wire.within(SHORT).in().read()).isInstanceOf(DeadlineExceeded.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plusSeconds(5));

            wire.within(LONG).out().write('x');
            assertThat(wire.in().read()).isEqualTo('x');
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriteToOneWhoDoesNotReadEndsWithItsDeadline(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, DEAF); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThatThrownBy(() -> wire.within(SHORT).out().write(new byte[64 << 20])).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWriterDoesNotWaitForAThreadThatReads(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> unchecked(() -> wire.in().read()));
            wire.out().write('y');

            assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo('y');
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitAndKeepsTheFlag(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, SILENT); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> wire.in().read()).isInstanceOf(CallInterrupted.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWaitingReadIsWokenByAnInterrupt(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, SILENT); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try {
                    wire.in().read();
                } catch (IOException e) {
                    flag.complete(e instanceof CallInterrupted && Thread.currentThread().isInterrupted());
                }
            });
            reader.start();
            reader.interrupt();

            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingFromElsewhereWakesTheReaderAndMayHappenTwice(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, SILENT)) {
            ByteWire wire = ByteWire.open(peer.address(), LONG);
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(() -> {
                started.countDown();
                try {
                    return new AssertionError("read " + wire.in().read());
                } catch (IOException e) {
                    return e;
                }
            });
            started.await();
            wire.close();
            wire.close();

            assertThat(end.get(10, TimeUnit.SECONDS)).isInstanceOf(ConnectionEnded.class);
            assertThatThrownBy(() -> wire.out().write(1)).isInstanceOf(ConnectionEnded.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePeerIsTheEndOfTheStream(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, (in, out) -> out.write('z')); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThat(wire.in().readAllBytes()).containsExactly('z');
        }
    }

    @Test
    void aPeerThatNeverStopsTalkingDoesNotHoldTheThread() throws Exception {
        FakePeer.Script endless = (in, out) -> {
            while (true) {
                out.write(new byte[4096]);
            }
        };
        try (FakePeer peer = FakePeer.tcp(endless); ByteWire wire = ByteWire.open(peer.address(), SHORT)) {
            assertThatThrownBy(() -> wire.in().skipNBytes(Long.MAX_VALUE)).isInstanceOf(DeadlineExceeded.class);
        }
    }

    @Test
    void nobodyThereIsWhatTheSystemSays() throws Exception {
        FakePeer gone = FakePeer.tcp(ECHO);
        gone.close();
        try (ServerSocketChannel free = ServerSocketChannel.open()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) free.getLocalAddress();
            free.close();
            assertThatThrownBy(() -> ByteWire.open(address, LONG)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> ByteWire.open(UnixDomainSocketAddress.of(folder.resolve("nothing")), LONG))
                .isInstanceOf(IOException.class).isNotInstanceOf(DeadlineExceeded.class);
    }

    @Test
    void aFullQueueOfAUnixListenerIsWaitedFor() throws Exception {
        Path path = folder.resolve("busy");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path), 1);
            ByteWire first = ByteWire.open(listener.getLocalAddress(), LONG);
            ByteWire second = ByteWire.open(listener.getLocalAddress(), LONG);
            assertThatThrownBy(() -> ByteWire.open(listener.getLocalAddress(), SHORT)).isInstanceOf(DeadlineExceeded.class);

            CompletableFuture<ByteWire> third = CompletableFuture.supplyAsync(
                    () -> unchecked(() -> ByteWire.open(listener.getLocalAddress(), LONG)));
            listener.accept().close();
            third.get(10, TimeUnit.SECONDS).close();
            first.close();
            second.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitingForAMessageThatDoesNotComeLosesNothing(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            assertThat(NextMessage.await(wire, wire.in(), Duration.ZERO)).isEmpty();
            wire.within(LONG).out().write(new byte[] {1, 2, 3});

            Optional<java.io.InputStream> message = NextMessage.await(wire, wire.in(), LONG);
            assertThat(message.orElseThrow().readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWaitForAMessageIsWokenWithoutHarmToTheWire(Socket socket) throws Exception {
        try (FakePeer peer = peer(socket, ECHO); ByteWire wire = ByteWire.open(peer.address(), LONG)) {
            CompletableFuture<Boolean> empty = CompletableFuture.supplyAsync(
                    () -> unchecked(() -> NextMessage.await(wire, wire.in(), LONG).isEmpty()));
            wire.wake();
            assertThat(empty.get(10, TimeUnit.SECONDS)).isTrue();
            wire.wake();
            wire.within(LONG).out().write('x');
            assertThat(wire.in().read()).isEqualTo('x');
            assertThat(NextMessage.await(wire, wire.in(), LONG)).as("the wake came before this wait").isEmpty();
            wire.out().write(new byte[] {1, 2});
            assertThat(NextMessage.await(wire, wire.in(), LONG).orElseThrow().readNBytes(2)).containsExactly(1, 2);
        }
    }

    private static <T> T unchecked(java.util.concurrent.Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
