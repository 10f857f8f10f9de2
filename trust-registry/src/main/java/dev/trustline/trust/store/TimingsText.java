package dev.trustline.trust.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.Timings;

/** Phase timings as one column of JSON text. Stateless. */
final class TimingsText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TimingsText() {
    }

    static String write(Timings timings) {
        try {
            return Timings.NONE.equals(timings) ? null : MAPPER.writeValueAsString(timings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("four numbers cannot be written", e);
        }
    }

    static Timings read(String text) {
        try {
            return text == null ? Timings.NONE : MAPPER.readValue(text, Timings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("column timings holds something else: " + text, e);
        }
    }
}
