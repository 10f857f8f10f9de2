package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goldens are what was ever shipped: added, never edited. {@code -Dgolden.write=true} adds those that are missing. */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/v1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("dev.trustline.events.Samples#all")
    void whatIsWrittenTodayIsTheGolden(EventData data) throws IOException {
        JsonNode written = asJson(Samples.event(data));
        Path golden = FOLDER.resolve(nameOf(data));
        if (Boolean.getBoolean("golden.write") && !Files.exists(golden)) {
            Files.writeString(golden, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
        }
        assertThat(JSON.readTree(golden.toFile())).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyGoldenEverShippedIsRead(Path golden) throws Exception {
        JsonNode node = JSON.readTree(golden.toFile());
        Event<EventData> event = codec.read(headers(node), JSON.writeValueAsBytes(node.get("data")), EventData.class);
        assertThat(golden.getFileName().toString().replaceFirst("(\\.[2-9])?\\.json$", "")).isEqualTo(event.data().type().shortName());
        assertThat(asJson(event)).isEqualTo(node);
    }

    @Test
    void everyTypeHasASampleAndEverySampleAGolden() {
        assertThat(Samples.all().stream().map(EventData::type).distinct()).containsExactlyInAnyOrder(EventType.values());
        assertThat(goldens().map(g -> g.getFileName().toString())).containsAll(Samples.all().stream().map(GoldenTest::nameOf).toList());
    }

    @Test
    void aFieldFromANewerVersionIsIgnored() throws Exception {
        Event<EventData> event = Samples.event(Samples.all().get(0));
        ObjectNode data = (ObjectNode) JSON.readTree(codec.value(event));
        data.put("fromTheFuture", 1);
        assertThat(codec.read(codec.headers(event), JSON.writeValueAsBytes(data), EventData.class)).isEqualTo(event);
    }

    /** {@code <type>.json} for the first sample of a type, {@code <type>.2.json} for the second. */
    private static String nameOf(EventData data) {
        List<EventData> ofType = Samples.all().stream().filter(s -> s.type() == data.type()).toList();
        int number = ofType.indexOf(data) + 1;
        return data.type().shortName() + (number == 1 ? "" : "." + number) + ".json";
    }

    static Stream<Path> goldens() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode asJson(Event<?> event) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode headers = node.putObject("headers");
        for (Header header : codec.headers(event)) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        node.set("data", JSON.readTree(codec.value(event)));
        return node;
    }

    private static Headers headers(JsonNode golden) {
        Headers headers = new RecordHeaders();
        golden.get("headers").properties().forEach(h -> headers.add(h.getKey(), h.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
