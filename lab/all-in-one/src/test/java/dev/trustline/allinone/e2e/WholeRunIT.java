package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trustline.events.EventType;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Looks at everything that the other cases left behind; its name puts it last. */
class WholeRunIT extends EndToEnd {
    private static final Pattern SECRET = Pattern.compile("<key>(HostID|SystemBUID)</key>\\s*<string>([^<]+)</string>");
    private static final List<String> NEVER = List.of("PRIVATE KEY", "EscrowBag", "HostPrivateKey", "RootPrivateKey");

    private static final String[] EXPECTED = {"usb.device-attached", "pairing.awaiting-trust", "pairing.trusted", "host.reported", "trust.state", "trust.state-changed"};

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final SchemaRegistry registryOfSchemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    WholeRunIT(RunningLab lab) {
        super(lab);
    }

    @Test
    void everyEventOfTheRunFitsItsSchema() {
        trustedPhone();
        List<String> misfits = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> record : events.records()) {
            Optional<EventType> type = EventHeaders.text(record.headers(), EventHeaders.TYPE).flatMap(EventType::ofWireName);
            boolean ours = type.isPresent() && record.value() != null && Topic.ofName(record.topic()).filter(t -> !t.isDeadLetterQueue()).isPresent();
            if (ours) {
                seen.add(type.get().shortName());
                schema(type.get()).validate(new String(record.value(), StandardCharsets.UTF_8), InputFormat.JSON)
                        .forEach(e -> misfits.add(record.topic() + " " + type.get().shortName() + ": " + e));
            }
        }
        assertThat(misfits).isEmpty();
        assertThat(seen).as("event types of the run").contains(EXPECTED);
    }

    @Test
    void noKeyMaterialIsOnAnyTopicInAnyLogOrAnswer() throws IOException {
        trustedPhone();
        Set<String> secrets = secrets();
        KeyMaterial keys = KeyMaterial.in(files(lab.lab().phones().orElseThrow().folder()));
        assertThat(keys.fields()).as("what stands in the pair records of the run").contains("HostPrivateKey", "RootPrivateKey", "EscrowBag");
        assertThat(keys.leakIn(Files.readString(aPairRecord()))).as("the search finds what is there").isPresent();
        assertThat(secrets).as("HostIDs and SystemBUIDs that the virtual host's record folder knows").isNotEmpty();

        List<String> leaks = new ArrayList<>();
        everything().forEach((where, text) -> leak(text, secrets).or(() -> keys.leakIn(text)).ifPresent(s -> leaks.add(where + ": " + s)));
        assertThat(leaks).isEmpty();
    }

    /** By place: every text that anybody could have read in this run. */
    private Map<String, String> everything() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : events.records()) {
            StringBuilder text = new StringBuilder(record.key() + " " + (record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1)));
            record.headers().forEach(h -> text.append(' ').append(h.key()).append('=').append(new String(h.value(), StandardCharsets.ISO_8859_1)));
            all.put("topic " + record.topic() + "-" + record.partition() + " at " + record.offset(), text.toString());
        }
        for (Path log : files(lab.lab().surroundings().data().logs())) {
            all.put("log " + log.getFileName(), Files.readString(log, StandardCharsets.ISO_8859_1));
        }
        Collector.shared().spans().forEach(s -> all.put("span " + s.name() + " " + s.id(), s.text()));
        all.put("OpenAPI", registry.answerTo("/q/openapi").body());
        registry.answers().forEach(a -> all.put("REST answer " + all.size(), a));
        Management.ofAll(lab).forEach(m -> all.put("metrics and health " + all.size(), m.metrics() + m.health()));
        return all;
    }

    private Path aPairRecord() throws IOException {
        for (Path file : files(lab.lab().phones().orElseThrow().folder())) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("HostPrivateKey")) {
                return file;
            }
        }
        throw new AssertionError("no pair record with a HostPrivateKey");
    }

    /** What leaked, without repeating the secret itself. */
    private static Optional<String> leak(String text, Set<String> secrets) {
        String lower = text.toLowerCase(Locale.ROOT);
        return NEVER.stream().filter(text::contains).findFirst()
                .or(() -> secrets.stream().filter(s -> lower.contains(s.toLowerCase(Locale.ROOT)))
                        .findFirst().map(s -> "a HostID or SystemBUID beginning " + s.substring(0, 4)));
    }

    private Set<String> secrets() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (Path file : files(lab.lab().phones().orElseThrow().folder())) {
            Matcher matcher = SECRET.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (matcher.find()) {
                found.add(matcher.group(2));
            }
        }
        return found;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Schema schema(EventType type) {
        return schemas.computeIfAbsent(type.shortName(), name -> {
            try (InputStream in = EventType.class.getResourceAsStream("/schemas/v1/" + name + ".json")) {
                assertThat(in).as("schema of %s", name).isNotNull();
                return registryOfSchemas.getSchema(in);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
