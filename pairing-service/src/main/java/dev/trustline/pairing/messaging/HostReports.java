package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jboss.logging.Logger;

/** This service's life sign on {@code trustline.hosts}. Its acknowledgement also tells the broker's time. Thread-safe. */
public final class HostReports {
    private static final Logger LOG = Logger.getLogger(HostReports.class);

    private final Producer<String, byte[]> producer;
    private final KafkaRecords records;
    private final EventNumbering numbering;
    private final BrokerTime brokerTime;
    private final Supplier<HostReported> present;
    private HostReported last;

    public HostReports(Producer<String, byte[]> producer, KafkaRecords records, EventNumbering numbering, BrokerTime brokerTime, Supplier<HostReported> present) {
        this.producer = producer;
        this.records = records;
        this.numbering = numbering;
        this.brokerTime = brokerTime;
        this.present = present;
    }

    /** Reports now; completes when the broker has it. */
    public CompletableFuture<Void> report() {
        HostReported report = present.get();
        synchronized (this) {
            last = report;
        }
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            Envelope envelope = numbering.envelope(report.subject());
            producer.send(records.host(new Event<>(envelope, report)), (metadata, failure) -> {
                if (failure == null) {
                    brokerTime.acknowledged(metadata.timestamp());
                    numbering.acknowledged(report.subject(), envelope.id());
                    written.complete(null);
                } else {
                    LOG.debugf("a report was not taken error=%s", failure.getMessage());
                    written.completeExceptionally(failure);
                }
            });
        } catch (org.apache.kafka.common.KafkaException e) {
            written.completeExceptionally(e);
        }
        return written;
    }

    /** Reports if the problems, or who holds the host, are others than in the last report. */
    public void reportIfChanged() {
        HostReported report = present.get();
        boolean changed;
        synchronized (this) {
            changed = last == null || !last.problems().equals(report.problems()) || !Objects.equals(last.heldBy(), report.heldBy());
        }
        if (changed) {
            report();
        }
    }
}
