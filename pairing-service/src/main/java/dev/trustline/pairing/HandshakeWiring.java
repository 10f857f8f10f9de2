package dev.trustline.pairing;

import dev.trustline.events.Udid;
import dev.trustline.lockdown.usbmux.UsbmuxClient;
import dev.trustline.pairing.handshake.HandshakeParts;
import dev.trustline.pairing.handshake.HandshakeSettings;
import dev.trustline.pairing.handshake.Permits;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.handshake.Supervision;
import dev.trustline.pairing.lockdown.CableWatch;
import dev.trustline.pairing.lockdown.LockdownDeviceGateway;
import dev.trustline.pairing.lockdown.SocketUsbmuxdRecords;
import dev.trustline.pairing.lockdown.WifiConnections;
import dev.trustline.pairing.messaging.BrokerTime;
import dev.trustline.pairing.messaging.ResultPublisher;
import dev.trustline.pairing.messaging.ResultSpans;
import dev.trustline.pairing.pairrecord.FileVault;
import dev.trustline.pairing.pairrecord.IdentityPool;
import dev.trustline.pairing.pairrecord.PooledRecordMint;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What handshakes work with, as it is configured: the adapters behind their ports. */
record HandshakeWiring(PairingConfig config, String host, Clock clock, PairingRuntime.Observing observing, UsbmuxClient usbmuxd, CableWatch cables,
        ConsentWiring consent, Supervision supervision, HoldWiring holds, PromptWiring prompts, LabWiring lab) {
    HandshakeParts parts(FileVault vault, IdentityPool pool, Permits permits, BrokerTime brokerTime, ResultPublisher results, Consumer<Udid> doubts) {
        LockdownDeviceGateway gateway = new LockdownDeviceGateway(usbmuxd, cables, config.requestTimeout(), host, wifi());
        ResultSink sink = prompts.through(counted(results));
        prompts.start(usbmuxd, gateway::find, vault, sink, doubts);
        return new HandshakeParts(gateway,
                new SocketUsbmuxdRecords(usbmuxd), vault, new PooledRecordMint(pool::take, clock), consent.policy(brokerTime.clock(clock)), supervision,
                sink,
                observing.metrics(), permits, settings(), brokerTime.clock(clock),
                holds.hold(), holds.guard(brokerTime.clock(clock), results), prompts.announcements(), lab.deposit());
    }

    private WifiConnections wifi() {
        return new WifiConnections(config.wifi() == PairingConfig.Wifi.FORBID, observing.metrics()::wifiSwitchedOff);
    }

    private HandshakeSettings settings() {
        Duration poll = config.alertPoll();
        return new HandshakeSettings(host, config.muxWait(), config.detachGrace(), config.promptTimeout(),
                poll.isZero() ? Optional.empty() : Optional.of(poll), config.unlockPoll(), config.deferPollMax(),
                config.sessionRetry(), config.connectRetries(), config.connectRetry());
    }

    /** Each result is counted, logged and traced before it is sent. */
    private ResultSink counted(ResultPublisher results) {
        ResultSpans spans = new ResultSpans(observing.telemetry());
        return (result, origin, answering, written) -> {
            observing.metrics().reported(result);
            OutcomeLog.log(result);
            if (answering.isEmpty()) {
                lab.lostRecords().reported(result);
            }
            results.report(result, spans.traced(result, origin), answering, written);
        };
    }
}
