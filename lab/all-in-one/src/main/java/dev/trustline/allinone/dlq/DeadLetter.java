package dev.trustline.allinone.dlq;

import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.topic.DeadLetters;
import dev.trustline.events.topic.Topic;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record in a dead letter queue: the original key, bytes and headers, and beside them why it lies there. Immutable.
 *
 * @param record  as it lies there
 * @param redriven whether it was sent back already
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record, boolean redriven) {
    /** Headers with this beginning were added by the service that gave the record up. */
    static final String WHY = "dead-letter-";
    /** On a record that was sent back: the queue and offset that it came from. */
    static final String REDRIVEN_FROM = "redriven-from";

    /** The queue. */
    public String queue() {
        return record.topic();
    }

    /** Its place in the queue, which is what {@code show} and {@code redrive} take. */
    public long offset() {
        return record.offset();
    }

    /** When it came here, by the broker's clock. */
    public Instant since() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Why, in the words of the service. */
    public String reason() {
        return header(WHY + "reason").or(() -> header(WHY + "why")).orElse("(no reason given)");
    }

    /** The topic that it came from. */
    public String originalTopic() {
        return header(WHY + "topic").flatMap(Topic::ofName).map(Topic::topicName)
                .orElseGet(() -> queue().replaceFirst("\\.[a-z-]+\\.dlq$", ""));
    }

    /** Where it lay there, {@code partition/offset}. */
    public String originalPlace() {
        return header(WHY + "partition").orElse("?") + "/" + header(WHY + "offset").orElse("?");
    }

    /** Whether it was sent back once and given up again: sending it back once more would only go round. */
    public boolean cameBack() {
        return header(REDRIVEN_FROM).isPresent();
    }

    /** Whether only its beginning lies here, because the whole was too large: that is not what was sent and never goes back. */
    public boolean isCut() {
        return header(DeadLetters.CUT).isPresent();
    }

    /** The headers that the record had on its own topic, and where it comes from now. */
    RecordHeaders originalHeaders() {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(WHY) && !header.key().equals(REDRIVEN_FROM)) {
                headers.add(header);
            }
        }
        headers.add(REDRIVEN_FROM, (queue() + "@" + offset()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return headers;
    }

    /** A header as text. */
    Optional<String> header(String name) {
        return EventHeaders.text(record.headers(), name);
    }
}
