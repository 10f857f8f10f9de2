package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.result.RelationResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type has a schema, what we write fits it, and it names every field that we write. */
class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @MethodSource("dev.trustline.events.Samples#all")
    void aSampleFitsItsSchema(EventData data) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema(data.type()));
        assertThat(schema.validate(JSON.readTree(codec.value(Samples.event(data))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.trustline.events.Samples#all")
    void theSchemaNamesEveryFieldThatIsWritten(EventData data) throws IOException {
        Set<String> named = new TreeSet<>();
        schema(data.type()).get("properties").fieldNames().forEachRemaining(named::add);
        Set<String> written = new TreeSet<>();
        JSON.readTree(codec.value(Samples.event(data))).fieldNames().forEachRemaining(written::add);
        assertThat(named).containsAll(written);
    }

    @Test
    void everyResultAboutARelationHasTheSameFields() throws IOException {
        JsonNode first = schema(EventType.AWAITING_APPROVAL).get("properties");
        for (EventType type : EventType.values()) {
            if (RelationResult.class.isAssignableFrom(type.dataClass())) {
                assertThat(schema(type).get("properties")).as(type.shortName()).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theReasonsInASchemaAreThoseOfTheCode(EventType type) throws IOException {
        JsonNode examples = schema(type).path("properties").path("reason").path("examples");
        if (!examples.isMissingNode()) {
            assertThat(examples).map(node -> node.asText()).containsExactly(Stream.of(Reason.values()).map(Reason::wireText).toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void theSchemaIsKnownByTheNameInTheHeader(EventType type) throws IOException {
        assertThat(schema(type).get("$id").asText()).isEqualTo(type.dataSchema());
    }

    private static JsonNode schema(EventType type) throws IOException {
        String name = "/schemas/v1/" + type.shortName() + ".json";
        try (InputStream in = SchemaTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return JSON.readTree(in);
        }
    }
}
