package dev.trustline.events.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trustline.events.EventData;
import dev.trustline.events.EventType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Between events and what lies on a topic: CloudEvents 1.0, binary mode, JSON data
 * (CloudEvents Kafka protocol binding, section 3.2). Unknown JSON fields and unknown headers are ignored; a missing or
 * malformed header, an unknown type and unreadable data are each an {@link UnreadableEvent}. Thread-safe.
 */
public final class EventCodec {
    private static final String SPEC_VERSION = "1.0";
    private static final String JSON = "application/json";
    private static final String PREVIOUS = "previous";

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    /** The headers of an event. */
    public Headers headers(Event<?> event) {
        Envelope envelope = event.envelope();
        String id = envelope.id().toString();
        Headers headers = new RecordHeaders();
        EventHeaders.put(headers, EventHeaders.SPEC_VERSION, SPEC_VERSION);
        EventHeaders.put(headers, EventHeaders.ID, id);
        EventHeaders.put(headers, EventHeaders.SOURCE, envelope.source().toString());
        EventHeaders.put(headers, EventHeaders.SUBJECT, event.data().subject());
        EventHeaders.put(headers, EventHeaders.TYPE, event.data().type().wireName());
        EventHeaders.put(headers, EventHeaders.TIME, envelope.time().toString());
        EventHeaders.put(headers, EventHeaders.DATA_SCHEMA, event.data().type().dataSchema());
        EventHeaders.put(headers, EventHeaders.EPOCH, Long.toString(envelope.id().epoch()));
        EventHeaders.put(headers, EventHeaders.SEQUENCE, id.substring(id.indexOf('-') + 1));
        EventHeaders.put(headers, EventHeaders.CONTENT_TYPE, JSON);
        envelope.causationId().ifPresent(v -> EventHeaders.put(headers, EventHeaders.CAUSATION_ID, v));
        envelope.targetHost().ifPresent(v -> EventHeaders.put(headers, EventHeaders.TARGET_HOST, v));
        envelope.expiryTime().ifPresent(v -> EventHeaders.put(headers, EventHeaders.EXPIRY_TIME, v.toString()));
        envelope.traceparent().ifPresent(v -> EventHeaders.put(headers, EventHeaders.TRACEPARENT, v));
        return headers;
    }

    /** The JSON data of an event, {@code previous} included. */
    public byte[] value(Event<?> event) {
        try {
            return withPrevious(mapper.writeValueAsBytes(event.data()), event.envelope().previous());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + event.data().type().wireName(), e);
        }
    }

    /** Puts one more field before the closing brace: a tree of nodes only for that would take half of the time. */
    private static byte[] withPrevious(byte[] object, long previous) {
        String comma = object.length > 2 ? "," : "";
        byte[] field = (comma + '"' + PREVIOUS + "\":" + previous + '}').getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(object, object.length - 1 + field.length);
        System.arraycopy(field, 0, all, object.length - 1, field.length);
        return all;
    }

    /**
     * Reads an event of one topic's family.
     *
     * @param family the sealed interface, or the record, that the caller expects
     * @throws UnreadableEvent if it is none, with the reason
     */
    public <T extends EventData> Event<T> read(Headers headers, byte[] value, Class<T> family) throws UnreadableEvent {
        EventType type = type(headers);
        if (!family.isAssignableFrom(type.dataClass())) {
            throw new UnreadableEvent("type " + type.wireName() + " does not belong on this topic");
        }
        if (value == null) {
            throw new UnreadableEvent("no data");
        }
        JsonNode node = json(value);
        EventData data = data(node, type);
        String subject = required(headers, EventHeaders.SUBJECT);
        if (!subject.equals(data.subject())) {
            throw new UnreadableEvent(EventHeaders.SUBJECT + " differs from the data");
        }
        return new Event<>(envelope(headers, node.path(PREVIOUS).asLong(0)), family.cast(data));
    }

    private static EventType type(Headers headers) throws UnreadableEvent {
        String version = required(headers, EventHeaders.SPEC_VERSION);
        if (!version.startsWith("1.")) {
            throw new UnreadableEvent("unknown " + EventHeaders.SPEC_VERSION);
        }
        String name = required(headers, EventHeaders.TYPE);
        return EventType.ofWireName(name).orElseThrow(() -> new UnreadableEvent("unknown type " + printable(name)));
    }

    private JsonNode json(byte[] value) throws UnreadableEvent {
        try {
            JsonNode node = mapper.readTree(value);
            if (!node.isObject()) {
                throw new UnreadableEvent("data is not a JSON object");
            }
            return node;
        } catch (IOException e) {
            throw new UnreadableEvent("data is not JSON");
        }
    }

    private EventData data(JsonNode node, EventType type) throws UnreadableEvent {
        try {
            return mapper.treeToValue(node, type.dataClass());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UnreadableEvent("data does not fit " + type.wireName() + ": " + firstLine(e));
        }
    }

    private static Envelope envelope(Headers headers, long previous) throws UnreadableEvent {
        String sourceText = required(headers, EventHeaders.SOURCE);
        EventSource source = EventSource.tryParse(sourceText)
                .orElseThrow(() -> new UnreadableEvent("unknown source " + printable(sourceText)));
        try {
            return new Envelope(
                    EventId.parse(required(headers, EventHeaders.ID)),
                    source,
                    Instant.parse(required(headers, EventHeaders.TIME)),
                    previous,
                    EventHeaders.text(headers, EventHeaders.CAUSATION_ID),
                    EventHeaders.text(headers, EventHeaders.TARGET_HOST),
                    EventHeaders.text(headers, EventHeaders.EXPIRY_TIME).map(Instant::parse),
                    EventHeaders.text(headers, EventHeaders.TRACEPARENT).flatMap(TraceParent::tryParse).map(TraceParent::toString));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new UnreadableEvent("malformed header: " + firstLine(e), e);
        }
    }

    private static String required(Headers headers, String name) throws UnreadableEvent {
        Optional<String> value = EventHeaders.text(headers, name);
        return value.orElseThrow(() -> new UnreadableEvent("header " + name + " is missing"));
    }

    private static String firstLine(Exception e) {
        Throwable root = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
        String message = root instanceof JsonProcessingException j ? j.getOriginalMessage() : root.getMessage();
        return printable(String.valueOf(message).lines().findFirst().orElse(""));
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > 160 ? clean.substring(0, 160) + "…" : clean;
    }
}
