package dev.trustline.trust.messaging;

import dev.trustline.events.Timings;
import dev.trustline.events.result.Trusted;
import dev.trustline.trust.CommandMeters;
import dev.trustline.trust.TrustMetrics;
import dev.trustline.trust.presence.BrokerClock;
import dev.trustline.trust.relation.ReceivedResult;
import dev.trustline.trust.relation.RelationBatch;
import dev.trustline.trust.store.BatchOutcome;
import dev.trustline.trust.store.EventBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Counts and times what is applied. Thread-safe. */
@ApplicationScoped
public class ApplyMeters {

    private final MeterRegistry registry;
    private final BrokerClock brokerClock;
    private final CommandMeters commands;
    private final Timer batch;
    private final Timer recordToRegistry;
    private final Timer pipeline;
    private final Counter lost;
    private final Counter suspicions;
    private final Counter fenced;
    private final Counter waits;
    private final Map<RelationBatch.Counted, Counter> events = new ConcurrentHashMap<>();

    public ApplyMeters(MeterRegistry registry, BrokerClock brokerClock, CommandMeters commands) {
        this.registry = registry;
        this.brokerClock = brokerClock;
        this.commands = commands;
        this.batch = Timer.builder(TrustMetrics.BATCH_DURATION).register(registry);
        this.recordToRegistry = histogram(TrustMetrics.RECORD_TO_REGISTRY);
        this.pipeline = histogram(TrustMetrics.PIPELINE_LATENCY);
        this.lost = registry.counter(TrustMetrics.LOST);
        this.suspicions = registry.counter(TrustMetrics.SUSPICIONS);
        this.fenced = registry.counter(TrustMetrics.FENCED);
        this.waits = registry.counter(TrustMetrics.WAITS);
        // there from the start, at 0: an alert on an increase needs a value before it
        IncomingEvents.TOPICS.forEach(topic -> registry.counter(TrustMetrics.RETENTION_GAPS, TrustMetrics.TOPIC, topic.topicName()));
    }

    private Timer histogram(String name) {
        return Timer.builder(name).publishPercentileHistogram().maximumExpectedValue(Duration.ofMinutes(2)).register(registry);
    }

    void arrived(long brokerTimestamp) {
        brokerClock.observe(brokerTimestamp);
    }

    void committed(BatchOutcome.Committed outcome, EventBatch applied, long nanos) {
        batch.record(nanos, TimeUnit.NANOSECONDS);
        outcome.outcomes().forEach(c -> events.computeIfAbsent(c, this::counter).increment());
        lost.increment(outcome.lost());
        suspicions.increment(outcome.suspected());
        commands.byRules(outcome.asked());
        long now = System.currentTimeMillis();
        applied.results().forEach(r -> time(r, now));
    }

    private void time(ReceivedResult result, long now) {
        long sinceRecord = Math.max(0, now - result.origin().at().toEpochMilli());
        recordToRegistry.record(sinceRecord, TimeUnit.MILLISECONDS);
        if (result.data() instanceof Trusted trusted) {
            phases(trusted.facts().timings()).ifPresent(ms -> pipeline.record(ms + sinceRecord, TimeUnit.MILLISECONDS));
        }
    }

    private static java.util.OptionalLong phases(Timings t) {
        List<Long> known = Stream.of(t.attachToEventMs(), t.eventToAlertMs(), t.alertToTapMs(), t.tapToRecordMs())
                .filter(Objects::nonNull)
                .toList();
        return known.isEmpty() ? java.util.OptionalLong.empty() : java.util.OptionalLong.of(known.stream().mapToLong(Long::longValue).sum());
    }

    void deadLettered() {
        registry.counter(TrustMetrics.EVENTS, TrustMetrics.TYPE, "unreadable", TrustMetrics.OUTCOME, "dead_lettered").increment();
    }

    void retentionGap(String topic) {
        registry.counter(TrustMetrics.RETENTION_GAPS, TrustMetrics.TOPIC, topic).increment();
    }

    void fenced() {
        fenced.increment();
    }

    void waited() {
        waits.increment();
    }

    private Counter counter(RelationBatch.Counted counted) {
        return registry.counter(TrustMetrics.EVENTS, TrustMetrics.TYPE, counted.type(),
                TrustMetrics.OUTCOME, counted.outcome().name().toLowerCase(Locale.ROOT));
    }
}
