package dev.trustline.pairing;

import dev.trustline.events.Reason;
import dev.trustline.events.Timings;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.Trusted;
import dev.trustline.pairing.handshake.AlertBudget;
import dev.trustline.pairing.handshake.AttemptMeter;
import dev.trustline.pairing.handshake.ConsentPolicy;
import dev.trustline.pairing.handshake.Verification;
import dev.trustline.pairing.messaging.ResultPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Every meter of pairing-service; {@code docs/METRICS.md} explains them and a test compares the two. Thread-safe. */
@ApplicationScoped
public class PairingMetrics implements ResultPublisher.Meter, AlertBudget.Meter, AttemptMeter {
    /** Counter: attempts and verifications that came to a result. Tags {@code outcome}, {@code reason}. */
    public static final String ATTEMPTS = "trust.pairing.attempts";
    /** Timer: the whole way, from the cable to the end of the attempt. Tag {@code outcome}. */
    public static final String DURATION = "trust.pairing.duration";
    /** Timer: from the device event to the alert. */
    public static final String EVENT_TO_ALERT = "trust.pairing.event.to.alert";
    /** Timer: from the alert to the tap. */
    public static final String PROMPT_WAIT = "trust.pairing.prompt.wait";
    /** Timer: from the tap to the proven record. */
    public static final String TAP_TO_RECORD = "trust.pairing.tap.to.record";
    /** Gauge: open attempts. */
    public static final String IN_PROGRESS = "trust.pairing.in.progress";
    /** Gauge: identities that are ready. */
    public static final String POOL = "trust.pairing.identity.pool";
    /** Counter: records read. Tags {@code kind}, {@code outcome}. */
    public static final String RECEIVED = "trust.pairing.received";
    /** Counter: results that a newer one replaced while Kafka was away. */
    public static final String MERGED = "trust.pairing.results.merged";
    /** Counter: results that cannot be encoded, or are larger than the topic takes, and are left out. */
    public static final String LEFT_OUT = "trust.pairing.results.left.out";
    /** Gauge: devices with a result that is not written yet. */
    public static final String UNWRITTEN = "trust.pairing.results.unwritten";
    /** Counter: commands that were answered. Tag {@code outcome}. */
    public static final String COMMANDS = "trust.pairing.commands";
    /** Gauge: 1 while usbmuxd answers. */
    public static final String USBMUXD = "trust.pairing.usbmuxd.up";

    /** Counter: the host side's decisions before an alert. Tags {@code decision}, {@code policy}. */
    public static final String CONSENTS = "trust.pairing.consents";
    /** Counter: attempts that were about to raise an alert. */
    public static final String ALERTS = "trust.pairing.alerts";
    /** Counter: attempts that are put off because of the alerts of a day. */
    public static final String ALERTS_CAPPED = "trust.pairing.alerts.capped";
    /** Counter: taps on Trust that cannot have been a person's. Tag {@code kind}. */
    public static final String IMPOSSIBLE_TAPS = "trust.pairing.impossible.taps";
    /** Counter: records that were to be proven. Tags {@code occasion}, {@code outcome}. */
    public static final String VERIFICATIONS = "trust.pairing.verifications";
    /** Counter: proofs that found another record than ours at usbmuxd. */
    public static final String RECORDS_REPLACED = "trust.pairing.records.replaced";
    /** Counter: devices whose Wi-Fi connections were switched off because this host forbids them. */
    public static final String WIFI_SWITCHED_OFF = "trust.pairing.wifi.switched.off";
    /** Gauge: entries of the vault. Tag {@code state}. */
    public static final String VAULT_ENTRIES = "trust.pairing.vault.entries";

    /** Counter: what trusted phones asked their owners. Tag {@code kind}. */
    public static final String PROMPTS = "trust.pairing.prompts";
    /** Gauge: trusted phones by whether they are listened to. Tag {@code state}. */
    public static final String PROMPT_WATCHES = "trust.pairing.prompt.watches";

    private static final String STATE = "state";
    private static final String OUTCOME = "outcome";
    private static final String KIND = "kind";
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final MeterRegistry registry;

    public PairingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A result is reported. */
    public void reported(PairingResult result) {
        if (result instanceof RelationResult relation) {
            registry.counter(ATTEMPTS, OUTCOME, relation.status().wireText(), "reason", relation.facts().reason().wireText()).increment();
            oddTap(relation);
            if (relation.facts().reason() == Reason.RECORD_REPLACED) {
                registry.counter(RECORDS_REPLACED).increment();
            }
            phases(relation.type().shortName(), relation.facts().timings());
        } else if (result instanceof BackupConsentRequested) {
            registry.counter(PROMPTS, KIND, "backup-consent").increment();
        } else if (result instanceof AuthenticationPromptRequested) {
            registry.counter(PROMPTS, KIND, "authentication-prompt").increment();
        }
    }

    private void oddTap(RelationResult result) {
        if (result instanceof Trusted && result.facts().impossibleTap() != null) {
            registry.counter(IMPOSSIBLE_TAPS, KIND, result.facts().impossibleTap().wireText()).increment();
        }
    }

    /** An attempt has ended. People take their time: the histogram reaches to half an hour. */
    @Override
    public void ended(TrustStatus outcome, Duration sinceCable) {
        Timer.builder(DURATION).tag(OUTCOME, outcome.wireText()).publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST).maximumExpectedValue(LONGEST).register(registry).record(sinceCable);
    }

    @Override
    public void verified(Verification.Occasion occasion, Verification.Outcome outcome) {
        registry.counter(VERIFICATIONS, "occasion", occasion.text(), OUTCOME, outcome.text()).increment();
    }

    private void phases(String type, Timings timings) {
        if (type.equals("pairing.awaiting-trust")) {
            record(EVENT_TO_ALERT, timings.eventToAlertMs());
        } else if (type.equals("pairing.trusted")) {
            record(PROMPT_WAIT, timings.alertToTapMs());
            record(TAP_TO_RECORD, timings.tapToRecordMs());
        }
    }

    private void record(String name, Long millis) {
        if (millis != null) {
            Timer.builder(name).publishPercentileHistogram().register(registry).record(Duration.ofMillis(millis));
        }
    }

    /** A record for this host was taken up. */
    public void received(boolean command) {
        counted(command, "taken");
    }

    /** A record for another host was passed over. */
    public void passedOver(boolean command) {
        counted(command, "other-host");
    }

    private void counted(boolean command, String outcome) {
        Counter.builder(RECEIVED).tag(KIND, command ? "command" : "device-event").tag(OUTCOME, outcome).register(registry).increment();
    }

    /** A record went to the dead letter queue. */
    public void deadLettered() {
        registry.counter(RECEIVED, KIND, "unreadable", OUTCOME, "dead-lettered").increment();
    }

    @Override
    public void merged() {
        registry.counter(MERGED).increment();
    }

    @Override
    public void leftOut() {
        registry.counter(LEFT_OUT).increment();
    }

    /** A command was answered by a result. */
    public void commandAnswered() {
        registry.counter(COMMANDS, OUTCOME, "answered").increment();
    }

    /** A command came too late. */
    public void commandExpired() {
        registry.counter(COMMANDS, OUTCOME, "expired").increment();
    }

    /** The host side has decided. */
    public void consented(ConsentPolicy.Say say, String policy) {
        registry.counter(CONSENTS, "decision", say.name().toLowerCase(Locale.ROOT), "policy", policy).increment();
    }

    @Override
    public void alertCounted() {
        registry.counter(ALERTS).increment();
    }

    @Override
    public void alertCapped() {
        registry.counter(ALERTS_CAPPED).increment();
    }

    /** A device's Wi-Fi connections were on, and this host forbids that. */
    public void wifiSwitchedOff() {
        registry.counter(WIFI_SWITCHED_OFF).increment();
    }

    /** How many entries of the vault can be used and how many cannot. */
    public void vaultEntries(Supplier<Number> usable, Supplier<Number> unusable) {
        Gauge.builder(VAULT_ENTRIES, usable).tag(STATE, "usable").strongReference(true).register(registry);
        Gauge.builder(VAULT_ENTRIES, unusable).tag(STATE, "unusable").strongReference(true).register(registry);
    }

    /** How many trusted phones are listened to, are about to be, and are not as there are too many. */
    public void promptWatches(Supplier<Number> listening, Supplier<Number> opening, Supplier<Number> unwatched) {
        Gauge.builder(PROMPT_WATCHES, listening).tag(STATE, "listening").strongReference(true).register(registry);
        Gauge.builder(PROMPT_WATCHES, opening).tag(STATE, "opening").strongReference(true).register(registry);
        Gauge.builder(PROMPT_WATCHES, unwatched).tag(STATE, "unwatched").strongReference(true).register(registry);
    }

    /** A number that is read whenever somebody looks. */
    public void gauge(String name, Supplier<Number> value) {
        Gauge.builder(name, value).strongReference(true).register(registry);
    }
}
