package dev.trustline.events.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The Kafka header names of the CloudEvents binary mode, and the reading of single headers. A consumer reads the address
 * of a record here before it decodes anything. Stateless.
 */
public final class EventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String SUBJECT = "ce_subject";
    public static final String TYPE = "ce_type";
    public static final String TIME = "ce_time";
    public static final String DATA_SCHEMA = "ce_dataschema";
    public static final String EPOCH = "ce_epoch";
    public static final String SEQUENCE = "ce_sequence";
    public static final String CAUSATION_ID = "ce_causationid";
    public static final String TARGET_HOST = "ce_targethost";
    public static final String EXPIRY_TIME = "ce_expirytime";
    /** Reserved for the day when hosts sign what they say; nobody writes it yet. */
    public static final String HOST_PROOF = "ce_hostproof";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";

    private EventHeaders() {
    }

    /** The last header of that name as text, or empty. */
    public static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The host that a command is addressed to, read without decoding it. */
    public static Optional<String> targetHost(Headers headers) {
        return text(headers, TARGET_HOST);
    }

    /** The host that a device event comes from, read without decoding it. */
    public static Optional<String> sourceHost(Headers headers) {
        return text(headers, SOURCE).flatMap(EventSource::tryParse).map(EventSource::host);
    }

    static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
