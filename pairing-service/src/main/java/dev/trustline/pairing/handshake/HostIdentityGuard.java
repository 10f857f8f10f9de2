package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.result.HostHeld;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Notices that this host's own identity is lost. One phone that has forgotten this host was reset; several within a short time
 * mean that the host is not the one they knew (a new record folder or installation, or a clone), and every further one would get
 * an alert that nobody expects. Then the whole host is held until a person has looked. Thread-safe.
 */
public final class HostIdentityGuard {
    /** Who holds the host then. */
    public static final String RULE = "rule:host-identity-lost";
    private static final Logger LOG = Logger.getLogger(HostIdentityGuard.class);

    private final HostHold hold;
    private final Rule rule;
    private final String host;
    private final Clock brokerClock;
    private final ResultSink results;

    /**
     * When it is noticed.
     *
     * @param phones how many different ones, 0 for never
     * @param within in which time
     */
    public record Rule(int phones, Duration within) {}

    public HostIdentityGuard(HostHold hold, Rule rule, String host, Clock brokerClock, ResultSink results) {
        this.hold = hold;
        this.rule = rule;
        this.host = host;
        this.brokerClock = brokerClock;
        this.results = results;
    }

    /** A phone has forgotten this host, whose record had worked: not for want of use, not after its setup, not by an unpair. */
    void forgottenBy(Udid udid) {
        if (rule.phones() == 0 || hold.now().filter(h -> h.by().equals(RULE)).isPresent()) {
            return;
        }
        int phones = hold.forgottenBy(udid.value(), brokerClock.instant(), rule.within());
        if (phones >= rule.phones()) {
            HostHold.Hold lost = new HostHold.Hold(RULE, why(phones));
            hold.holdByRule(lost);
            LOG.errorf("this host's identity is lost, pairing is held phones=%d within=%s", phones, rule.within());
            results.report(new HostHeld(host, lost.by(), lost.why()), ResultSink.Origin.NONE, Optional.empty(), () -> { });
        }
    }

    private String why(int phones) {
        return phones + (phones == 1 ? " device has" : " devices have") + " forgotten this host within " + rule.within().toSeconds() + " s, as if this host were not the one that they knew:"
                + " pairing is held so that no more alerts are raised. Look whether usbmuxd's record folder was emptied or exchanged, or the host was installed anew"
                + " or cloned (buid-changed, buid-shared), and mend that; or they were all reset. Then release the host: the devices that have forgotten it are asked again.";
    }
}
