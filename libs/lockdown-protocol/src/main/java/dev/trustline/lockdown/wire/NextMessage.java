package dev.trustline.lockdown.wire;

import dev.trustline.lockdown.error.ConnectionEnded;
import dev.trustline.lockdown.error.DeadlineExceeded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Waiting for a message that may well not come: nothing is lost when the wait ends without one, and a message that has
 * begun gets its own time to arrive whole: 10 s. Stateless.
 */
public final class NextMessage {
    private static final Duration A_LOOK = Duration.ofMillis(1);
    private static final Duration TIME_FOR_THE_REST = Duration.ofSeconds(10);

    private NextMessage() { }

    /**
     * {@return a stream that begins with the next message, or empty if none began in time or, outside TLS, before a
     * {@link ByteWire#wake}}
     *
     * @param wire whose deadline is set
     * @param in the wire's stream, or what TLS makes of it
     * @param wait how long for the first byte; zero or less only looks
     * @throws ConnectionEnded if the peer ended the connection between two messages
     * @throws IOException what the stream reports
     */
    public static Optional<InputStream> await(ByteWire wire, InputStream in, Duration wait) throws IOException {
        wire.within(wait.compareTo(A_LOOK) < 0 ? A_LOOK : wait);
        int first;
        wire.betweenMessages(in == wire.in());
        try {
            first = in.read();
        } catch (DeadlineExceeded nothingCame) {
            return Optional.empty();
        } finally {
            wire.betweenMessages(false);
        }
        if (first < 0) {
            throw new ConnectionEnded("waiting for the next message", true);
        }
        wire.within(TIME_FOR_THE_REST);
        return Optional.of(new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), in));
    }
}
