package dev.trustline.pairing;

import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.result.HostHeld;
import dev.trustline.pairing.handshake.HostHold;
import dev.trustline.pairing.handshake.HostIdentityGuard;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.health.ProblemSource;
import dev.trustline.pairing.pairrecord.HoldFile;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The hold of the whole host, where it is kept and who is told. Thread-safe. */
final class HoldWiring implements ProblemSource {
    private final String host;
    private final HostHold hold;
    private final HostIdentityGuard.Rule identityLoss;

    HoldWiring(PairingConfig config, String host) {
        this.host = host;
        this.identityLoss = new HostIdentityGuard.Rule(config.identityLossPhones(), config.identityLossWithin());
        this.hold = new HostHold(new HoldFile(config.dataDir().resolve("host-hold")));
    }

    HostHold hold() {
        return hold;
    }

    HostIdentityGuard guard(Clock brokerClock, ResultSink results) {
        return new HostIdentityGuard(hold, identityLoss, host, brokerClock, results);
    }

    /** Who holds this host, {@code null} if nobody does. */
    String heldBy() {
        return hold.now().map(HostHold.Hold::by).orElse(null);
    }

    /** Says at the start that this host is held: what was said before may not have been written. */
    void begin(ResultSink results) {
        hold.now().ifPresent(h -> results.report(new HostHeld(host, h.by(), h.why()), ResultSink.Origin.NONE, Optional.empty(), () -> { }));
    }

    @Override
    public List<HostProblem> problems() {
        return hold.now().filter(h -> h.by().equals(HostIdentityGuard.RULE))
                .map(h -> List.of(HostProblem.of(ProblemCode.HOST_IDENTITY_LOST, h.why()))).orElse(List.of());
    }
}
