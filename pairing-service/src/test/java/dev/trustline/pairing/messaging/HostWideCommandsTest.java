package dev.trustline.pairing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import dev.trustline.pairing.pairrecord.HoldFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
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
    private final List<PairingResult> said = new ArrayList<>();

    private HostWideCommands commands() throws Exception {
        BrokerTime time = new BrokerTime();
        time.acknowledged(Instant.now().toEpochMilli());
        return new HostWideCommands("bench-7", hold(), (result, origin, answering, written) -> {
            said.add(result);
            unwritten.add(written);
        },
                new AnsweredFile(folder.resolve("answered-commands")), time, new PairingMetrics(new SimpleMeterRegistry()));
    }

    /** As this host has it after a restart. */
    private HostHold hold() {
        return new HostHold(new HoldFile(folder.resolve("host-hold")));
    }

    private static Event<PairingCommand> hold(long number) {
        return event(number, new HoldRequested(null, "bench-7", "anna"));
    }

    private static Event<PairingCommand> event(long number, PairingCommand command) {
        return new Event<>(Envelope.of(new EventId(1, number), EventSource.registry(), Instant.now(), 0), command);
    }

    @Test
    void aHoldIsKeptOverARestartAndAnsweredWithWhoHoldsAndAReleaseEndsIt() throws Exception {
        HostWideCommands commands = commands();
        commands.received(hold(1));
        assertThat(hold().now()).hasValueSatisfying(h -> assertThat(h.by()).isEqualTo("person:anna"));
        commands().received(event(2, new HoldRequested(null, "bench-7", "berta")));
        commands.received(event(3, new ReleaseRequested(null, "bench-7", "anna")));
        assertThat(hold().now()).isEmpty();
        HostHeld held = new HostHeld("bench-7", "person:anna", "Asked for by anna.");
        assertThat(said).containsExactly(held, held, new HostReleased("bench-7"));
    }

    @Test
    void aHoldThatCannotBeKeptOverARestartIsRefusedAndTheHostIsNotHeld() throws Exception {
        HostWideCommands commands = commands();
        Files.createDirectories(folder.resolve("host-hold").resolve("in-the-way"));
        commands.received(hold(1));
        assertThat(said).containsExactly(new CommandRejected(null, "bench-7", Rejection.VAULT_UNUSABLE, null));
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
