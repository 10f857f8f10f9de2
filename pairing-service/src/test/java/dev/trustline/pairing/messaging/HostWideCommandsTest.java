package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostWideCommandsTest {
    @TempDir
    Path folder;
    private final List<Runnable> unwritten = new ArrayList<>();

    private HostWideCommands commands() throws Exception {
        BrokerTime time = new BrokerTime();
        time.acknowledged(Instant.now().toEpochMilli());
        return new HostWideCommands("bench-7", (result, origin, answering, written) -> unwritten.add(written),
                new AnsweredFile(folder.resolve("answered-commands")), time, new PairingMetrics(new SimpleMeterRegistry()));
    }

    private static Event<PairingCommand> hold(long number) {
        return new Event<>(Envelope.of(new EventId(1, number), EventSource.registry(), Instant.now(), 0), new HoldRequested(null, "bench-7", "anna"));
    }

    @Test
    void oneThatIsReadAgainBeforeItsAnswerIsWrittenIsAnsweredOnce() throws Exception {
        HostWideCommands commands = commands();
        commands.received(hold(1));
        commands.received(hold(1));
        commands.expired(hold(1));
        assertThat(unwritten).hasSize(1);
    }

    @Test
    void onlyWhatIsWrittenIsRemembered() throws Exception {
        HostWideCommands before = commands();
        before.received(hold(1));
        before.received(hold(2));
        unwritten.remove(0).run();
        unwritten.clear();
        HostWideCommands after = commands();
        after.expired(hold(1));
        after.expired(hold(2));
        assertThat(unwritten).hasSize(1);
    }
}
