package dev.trustline.pairing.messaging;

import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.producer.EventNumbering;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.result.Denied;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.events.result.Revoked;
import dev.trustline.events.result.Trusted;
import dev.trustline.events.result.Unpaired;
import dev.trustline.pairing.handshake.ResultSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Writes results: one in flight for each subject, in order, each with the number that it gets when its turn comes. While the
 * broker is away the one in flight keeps its id and is sent again; behind it the newest result about trust, the newest beginning,
 * refusal and end of trust, the newest of each other kind and every answer to a command are kept, the rest is counted as merged.
 * One that cannot be encoded, or is larger than the topic takes, is left out, logged and counted; the others go on. What a device or a person chose is short in every result, so neither should ever come.
 * Thread-safe; sending happens on the given executor alone.
 */
public final class ResultPublisher implements ResultSink {
    private static final Logger LOG = Logger.getLogger(ResultPublisher.class);
    private static final long RETRY_MS = 1_000;

    private final Producer<String, byte[]> producer;
    private final KafkaRecords records;
    private final EventNumbering numbering;
    private final BrokerTime brokerTime;
    private final ScheduledExecutorService sender;
    private final Meter meter;
    private final Map<String, Subject> subjects = new HashMap<>();
    private volatile boolean refusing;

    /**
     * A publisher.
     *
     * @param sender one thread
     * @param meter  hears of each result that is never written
     */
    public ResultPublisher(Producer<String, byte[]> producer, KafkaRecords records, EventNumbering numbering, BrokerTime brokerTime,
            ScheduledExecutorService sender, Meter meter) {
        this.producer = producer;
        this.records = records;
        this.numbering = numbering;
        this.brokerTime = brokerTime;
        this.sender = sender;
        this.meter = meter;
    }

    /** Counts the results that are never written. Called from any thread. */
    public interface Meter {
        /** A newer one has replaced it while Kafka took nothing. */
        void merged();

        /** It cannot be encoded, or is too large. */
        void leftOut();
    }

    private record Waiting(PairingResult result, Origin origin, Optional<String> answering, Runnable written) {
        boolean isReplacedBy(PairingResult newer) {
            boolean bothAboutTrust = result instanceof RelationResult && newer instanceof RelationResult;
            return answering.isEmpty() && (bothAboutTrust && !isRemembered() || result.getClass() == newer.getClass());
        }

        /** A forgotten host makes others suspected, a tap may have been odd: more than a state that has passed. */
        private boolean isRemembered() {
            return result instanceof Trusted || result instanceof Denied || result instanceof Revoked || result instanceof Unpaired;
        }
    }

    private static final class Subject {
        private final Deque<Waiting> queue = new ArrayDeque<>();
        private boolean inFlight;
    }

    @Override
    public void report(PairingResult result, Origin origin, Optional<String> answering, Runnable written) {
        Waiting waiting = new Waiting(result, origin, answering, written);
        synchronized (subjects) {
            Subject subject = subjects.computeIfAbsent(result.subject(), s -> new Subject());
            if (refusing) {
                int before = subject.queue.size();
                subject.queue.removeIf(w -> w.isReplacedBy(result));
                for (int i = subject.queue.size(); i < before; i++) {
                    meter.merged();
                }
            }
            subject.queue.add(waiting);
        }
        sender.execute(() -> next(result.subject()));
    }

    private void next(String subjectName) {
        Waiting waiting;
        synchronized (subjects) {
            Subject subject = subjects.get(subjectName);
            if (subject == null || subject.inFlight) {
                return;
            }
            waiting = subject.queue.poll();
            if (waiting == null) {
                subjects.remove(subjectName);
                return;
            }
            subject.inFlight = true;
        }
        try {
            Envelope envelope = envelope(subjectName, waiting);
            send(waiting, envelope, records.result(new Event<>(envelope, waiting.result())));
        } catch (RuntimeException e) {
            leftOut(subjectName, waiting, e);
        }
    }

    private Envelope envelope(String subjectName, Waiting waiting) {
        Envelope numbered = numbering.envelope(subjectName);
        Optional<String> cause = waiting.answering().or(() -> waiting.origin().causationId());
        Envelope caused = cause.map(numbered::causedBy).orElse(numbered);
        return waiting.origin().traceparent().map(caused::tracedBy).orElse(caused);
    }

    /** Trying again would give the same: the next one of this subject gets its turn. */
    private void leftOut(String subjectName, Waiting waiting, RuntimeException why) {
        LOG.errorf(why, "a result cannot be written and is left out; please report it key=%s type=%s error=%s",
                subjectName, waiting.result().type().wireName(), why.getMessage());
        meter.leftOut();
        freed(subjectName);
        sender.execute(() -> next(subjectName));
    }

    private void freed(String subjectName) {
        synchronized (subjects) {
            subjects.get(subjectName).inFlight = false;
        }
    }

    private void send(Waiting waiting, Envelope envelope, ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record, (metadata, failure) -> sender.execute(() -> completed(waiting, envelope, record, metadata, failure)));
        } catch (org.apache.kafka.common.KafkaException | IllegalStateException e) {
            completed(waiting, envelope, record, null, e);
        }
    }

    private void completed(Waiting waiting, Envelope envelope, ProducerRecord<String, byte[]> record, RecordMetadata metadata, Exception failure) {
        if (failure instanceof RecordTooLargeException) {
            leftOut(waiting.result().subject(), waiting, (RecordTooLargeException) failure);
            return;
        }
        if (failure != null) {
            refused(failure);
            sender.schedule(() -> send(waiting, envelope, record), RETRY_MS, TimeUnit.MILLISECONDS);
            return;
        }
        refusing = false;
        brokerTime.acknowledged(metadata.timestamp());
        String subjectName = waiting.result().subject();
        numbering.acknowledged(subjectName, envelope.id());
        freed(subjectName);
        LOG.debugf("a result is written eventId=%s topic=%s partition=%d offset=%d", envelope.id(), record.topic(), metadata.partition(), metadata.offset());
        try {
            waiting.written().run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "what follows a written result failed; the results go on key=%s error=%s", subjectName, e.getMessage());
        }
        next(subjectName);
    }

    private void refused(Exception failure) {
        if (!refusing) {
            LOG.warnf("Kafka takes no results; what began or ended trust, the newest state of each device and every answer are kept until it does error=%s", failure.getMessage());
        }
        refusing = true;
    }

    /** Whether Kafka refused the last result. */
    public boolean isRefusing() {
        return refusing;
    }

    /** How many subjects have something unwritten. */
    public int unwritten() {
        synchronized (subjects) {
            return subjects.size();
        }
    }

    /** Waits until everything is written, at most so long; true if it is. */
    public boolean flush(Duration atMost) {
        CompletableFuture<Boolean> empty = new CompletableFuture<>();
        long end = System.nanoTime() + atMost.toNanos();
        sender.execute(() -> checkEmpty(empty, end));
        return empty.join();
    }

    private void checkEmpty(CompletableFuture<Boolean> empty, long end) {
        if (unwritten() == 0 || System.nanoTime() >= end) {
            empty.complete(unwritten() == 0);
        } else {
            sender.schedule(() -> checkEmpty(empty, end), 20, TimeUnit.MILLISECONDS);
        }
    }
}
