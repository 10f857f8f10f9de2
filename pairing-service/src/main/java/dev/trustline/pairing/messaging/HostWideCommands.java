package dev.trustline.pairing.messaging;

import dev.trustline.events.command.HoldRequested;
import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.command.ReleaseRequested;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.HostHeld;
import dev.trustline.events.result.HostReleased;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The commands that name no device: hold and release of the whole host. Each is answered once, however often it is read again
 * after an assignment or a restart. Used by the inbox' thread; answers are noted on whatever thread has written them.
 */
final class HostWideCommands {
    private static final Logger LOG = Logger.getLogger(HostWideCommands.class);

    private final String host;
    private final HostHold hold;
    private final ResultSink results;
    private final AnsweredFile answered;
    private final BrokerTime brokerTime;
    private final PairingMetrics metrics;
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    HostWideCommands(String host, HostHold hold, ResultSink results, AnsweredFile answered, BrokerTime brokerTime, PairingMetrics metrics) {
        this.host = host;
        this.hold = hold;
        this.results = results;
        this.answered = answered;
        this.brokerTime = brokerTime;
        this.metrics = metrics;
    }

    /** It came too late. */
    void expired(Event<PairingCommand> event) {
        if (!isRepeat(event)) {
            answer(event, new CommandExpired(null, host), metrics::commandExpired);
        }
    }

    /** Acts on it, unless it has come again. */
    void received(Event<PairingCommand> event) {
        if (!isRepeat(event)) {
            answer(event, obeyed(event.data()), metrics::commandAnswered);
        }
    }

    private boolean isRepeat(Event<PairingCommand> event) {
        String id = event.envelope().id().toString();
        return answered.contains(id) || unwritten.contains(id);
    }

    /** Asking for what is already so changes nothing. */
    private PairingResult obeyed(PairingCommand command) {
        if (command instanceof HoldRequested asked) {
            return hold(asked.requestedBy());
        }
        if (command instanceof ReleaseRequested) {
            hold.release();
            return new HostReleased(host);
        }
        return new CommandRejected(null, host, Rejection.NOT_SUPPORTED, null);
    }

    private PairingResult hold(String requestedBy) {
        HostHold.Hold wanted = HostHold.Hold.askedBy(requestedBy);
        try {
            hold.hold(wanted);
        } catch (IOException e) {
            LOG.errorf(e, "a hold of this host cannot be kept over a restart, so it is refused: look at the space and the rights of the data folder error=%s", e.getMessage());
            return new CommandRejected(null, host, Rejection.VAULT_UNUSABLE, null);
        }
        HostHold.Hold is = hold.now().orElse(wanted);
        return new HostHeld(host, is.by(), is.why());
    }

    private void answer(Event<PairingCommand> event, PairingResult result, Runnable counted) {
        String id = event.envelope().id().toString();
        unwritten.add(id);
        ResultSink.Origin trace = new ResultSink.Origin(Optional.empty(), event.envelope().traceparent());
        results.report(result, trace, Optional.of(id), () -> {
            answered.add(id, brokerTime.now().orElseThrow());
            unwritten.remove(id);
            counted.run();
        });
    }
}
