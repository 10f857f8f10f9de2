package dev.trustline.pairing.messaging;

import dev.trustline.events.command.PairingCommand;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Rejection;
import dev.trustline.pairing.PairingMetrics;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.pairrecord.AnsweredFile;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commands that name no device. This host acts on none of them, and tells each so once, however often it reads them
 * again after an assignment or a restart. Used by the inbox' thread; answers are noted on whatever thread has written them.
 */
final class HostWideCommands {
    private final String host;
    private final ResultSink results;
    private final AnsweredFile answered;
    private final BrokerTime brokerTime;
    private final PairingMetrics metrics;
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    HostWideCommands(String host, ResultSink results, AnsweredFile answered, BrokerTime brokerTime, PairingMetrics metrics) {
        this.host = host;
        this.results = results;
        this.answered = answered;
        this.brokerTime = brokerTime;
        this.metrics = metrics;
    }

    /** It came too late. */
    void expired(Event<PairingCommand> event) {
        answer(event, new CommandExpired(null, host), metrics::commandExpired);
    }

    /** It is not supported. */
    void received(Event<PairingCommand> event) {
        answer(event, new CommandRejected(null, host, Rejection.NOT_SUPPORTED, null), metrics::commandAnswered);
    }

    private void answer(Event<PairingCommand> event, PairingResult result, Runnable counted) {
        String id = event.envelope().id().toString();
        if (answered.contains(id) || !unwritten.add(id)) {
            return;
        }
        ResultSink.Origin trace = new ResultSink.Origin(Optional.empty(), event.envelope().traceparent());
        results.report(result, trace, Optional.of(id), () -> {
            answered.add(id, brokerTime.now().orElseThrow());
            unwritten.remove(id);
            counted.run();
        });
    }
}
