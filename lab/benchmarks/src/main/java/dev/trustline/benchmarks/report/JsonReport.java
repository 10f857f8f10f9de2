package dev.trustline.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The array for programs: {@code name}, {@code unit}, {@code value} or {@code p50} and {@code p99}, {@code target} (text, or
 * null), {@code met} (null without a target), {@code peer} ({@code name} and {@code value} or {@code p50} and {@code p99},
 * or null). What was not measured has the value null. Stateless.
 */
public final class JsonReport {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {
    }

    /** All figures in their order. */
    public static String of(List<Figure> figures) {
        ArrayNode array = MAPPER.createArrayNode();
        figures.forEach(f -> write(f, array.addObject()));
        try {
            return MAPPER.writeValueAsString(array) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    private static void write(Figure figure, ObjectNode node) {
        node.put("name", figure.name()).put("unit", figure.unit());
        write(figure.reading(), node);
        node.put("target", figure.target().map(t -> t.text(figure.reading())).orElse(null));
        node.put("met", figure.met().orElse(null));
        if (figure.peer().isPresent()) {
            ObjectNode peer = node.putObject("peer").put("name", figure.peer().get().name());
            write(figure.peer().get().reading(), peer);
        } else {
            node.putNull("peer");
        }
    }

    private static void write(Reading reading, ObjectNode node) {
        if (reading instanceof Reading.One one) {
            node.put("value", Numbers.rounded(one.value()));
        } else if (reading instanceof Reading.Spread spread) {
            node.put("p50", Numbers.rounded(spread.p50())).put("p99", Numbers.rounded(spread.p99()));
        } else {
            node.putNull("value");
        }
    }
}
