package dev.trustline.pairing;

import dev.trustline.events.Udid;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.pairing.consent.AllowListFile;
import dev.trustline.pairing.consent.ConfiguredConsent;
import dev.trustline.pairing.consent.PortPaths;
import dev.trustline.pairing.consent.UnaskedAlerts;
import dev.trustline.pairing.consent.WatchedConsent;
import dev.trustline.pairing.handshake.AlertBudget;
import dev.trustline.pairing.handshake.ConsentPolicy;
import dev.trustline.pairing.health.ProblemSource;
import dev.trustline.pairing.pairrecord.KeyRing;
import dev.trustline.pairing.pairrecord.SealedNote;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The host side's consent, as it is configured, and what it must know of devices. Thread-safe. */
final class ConsentWiring {
    private final PairingConfig config;
    private final PairingMetrics metrics;
    private final PortPaths ports = new PortPaths();
    private final Optional<AllowListFile> list;
    private final UnaskedAlerts unasked;

    ConsentWiring(PairingConfig config, KeyRing keys, PairingMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.unasked = new UnaskedAlerts(policyName(config), System::nanoTime);
        this.list = config.policy() == PairingConfig.Policy.ALLOW_LIST
                ? Optional.of(new AllowListFile(config.allowListFile().orElseThrow(), new SealedNote(config.dataDir(), "allow-list", keys)))
                : Optional.empty();
    }

    static String policyName(PairingConfig config) {
        return config.policy().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    ConsentPolicy policy(Clock brokerClock) {
        String name = policyName(config);
        return new WatchedConsent(new ConfiguredConsent(rule(name), new AlertBudget(config.alertsPerDay(), brokerClock, metrics), config.afterDenial(),
                say -> metrics.consented(say, name)), unasked);
    }

    private ConfiguredConsent.Rule rule(String name) {
        return switch (config.policy()) {
            case AUTO -> ConfiguredConsent.Rule.always(ConsentPolicy.Say.ALLOW, name);
            case MANUAL -> ConfiguredConsent.Rule.always(ConsentPolicy.Say.ASK, name);
            case BLOCK -> ConfiguredConsent.Rule.always(ConsentPolicy.Say.REFUSE, name);
            case ALLOW_LIST -> ConfiguredConsent.Rule.of(list.orElseThrow(), ports, config.allowListOtherwise());
        };
    }

    /** Whether ports matter: only then is the watcher's last report looked up at the start. */
    boolean needsPorts() {
        return list.isPresent();
    }

    /** The watcher's last report, at the start. */
    void reported(HostReported report) {
        if (report.attached() != null) {
            report.attached().forEach(d -> ports.attached(d.udid(), d.portPath()));
        }
    }

    void device(DeviceEvent event) {
        if (event instanceof DeviceAttached attached) {
            ports.attached(attached.udid(), attached.portPath());
        } else if (event instanceof DeviceDetached detached) {
            ports.detached(detached.udid());
        }
    }

    void unlisted(Udid udid) {
        ports.unlisted(udid);
    }

    /** Looks at the file. */
    void look() {
        list.ifPresent(AllowListFile::look);
    }

    List<ProblemSource> problems() {
        return list.<List<ProblemSource>>map(l -> List.of(l, unasked)).orElse(List.of(unasked));
    }
}
