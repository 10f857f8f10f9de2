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
import java.util.LinkedHashSet;
import java.util.List;
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
        assertThat(secrets).as("HostIDs and SystemBUIDs that the virtual host's record folder knows").isNotEmpty();

        List<String> leaks = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : events.records()) {
            StringBuilder text = new StringBuilder(record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1));
            record.headers().forEach(h -> text.append(' ').append(h.key()).append('=').append(new String(h.value(), StandardCharsets.ISO_8859_1)));
            leak(text.toString(), secrets).ifPresent(s -> leaks.add("topic " + record.topic() + ": " + s));
        }
        for (Path log : files(lab.lab().surroundings().data().logs())) {
            leak(Files.readString(log, StandardCharsets.ISO_8859_1), secrets).ifPresent(s -> leaks.add("log " + log.getFileName() + ": " + s));
        }
        Collector.shared().spans().forEach(s -> leak(s.text(), secrets).ifPresent(l -> leaks.add("span " + s.name() + ": " + l)));
        registry.answers().forEach(a -> leak(a, secrets).ifPresent(s -> leaks.add("REST answer: " + s)));
        assertThat(leaks).isEmpty();
    }

    /** What leaked, without repeating the secret itself. */
    private static Optional<String> leak(String text, Set<String> secrets) {
        return NEVER.stream().filter(text::contains).findFirst()
                .or(() -> secrets.stream().filter(s -> text.toLowerCase(java.util.Locale.ROOT).contains(s.toLowerCase(java.util.Locale.ROOT)))
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
