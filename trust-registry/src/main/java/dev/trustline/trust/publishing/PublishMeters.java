package dev.trustline.trust.publishing;

import dev.trustline.trust.TrustMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Counts and times what is published. Thread-safe. */
@ApplicationScoped
public class PublishMeters {

    private final MeterRegistry registry;
    private final Timer duration;
    private final AtomicInteger publishing;

    public PublishMeters(MeterRegistry registry) {
        this.registry = registry;
        this.duration = Timer.builder(TrustMetrics.PUBLISH_DURATION).register(registry);
        this.publishing = registry.gauge(TrustMetrics.PUBLISHER, new AtomicInteger());
    }

    void published(List<ProducerRecord<String, byte[]>> records, long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
        Map<String, Long> byTopic = records.stream().collect(Collectors.groupingBy(ProducerRecord::topic, Collectors.counting()));
        byTopic.forEach((topic, count) -> registry.counter(TrustMetrics.PUBLISHED, TrustMetrics.TOPIC, topic).increment(count));
    }

    void publishing(boolean now) {
        publishing.set(now ? 1 : 0);
    }
}
