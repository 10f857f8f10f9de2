package dev.trustline.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents are held against the code. */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int README_LINES = 150;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final List<String> TEXT = List.of(".java", ".md", ".sh", ".xml", ".properties", ".json", ".py", ".sql", ".html", ".js", ".css", ".txt", "trustline", "run");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeHasARowWithTheFieldsOfItsSchema(EventType type) throws IOException {
        String row = read("docs/EVENTS.md").lines().filter(l -> l.startsWith("| `" + type.shortName() + "` |")).findFirst().orElse("");
        JsonNode properties = new ObjectMapper().readTree(getClass().getResource("/schemas/v1/" + type.shortName() + ".json")).get("properties");
        assertThat(row).as(type.shortName()).isNotEmpty();
        properties.fieldNames().forEachRemaining(field -> assertThat(row).contains("`" + field + "`"));
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicHasARowWithItsPartitionsAndPolicy(Topic topic) throws IOException {
        String row = read("docs/EVENTS.md").lines().filter(l -> l.startsWith("| `" + topic.topicName() + "` |")).findFirst().orElse("");
        assertThat(row).contains("| " + topic.partitions() + " |", topic.config().get("cleanup.policy"));
    }

    @Test
    void theStatesAndReasonsInTheDocumentAreThoseOfTheCode() throws IOException {
        List<String> rows = read("docs/TRUST.md").lines().filter(l -> l.startsWith("| `")).map(l -> l.split("`")[1]).toList();
        List<String> expected = new ArrayList<>(Stream.of(TrustStatus.values()).map(TrustStatus::wireText).toList());
        expected.addAll(Stream.of(Reason.values()).map(Reason::wireText).toList());
        assertThat(rows).containsExactlyElementsOf(expected);
    }

    @Test
    void theReadmeIsShortAndSaysThatTheProjectIsIndependent() throws IOException {
        assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(README_LINES);
        assertThat(read("README.md")).contains("./trustline up", "./trustline test", "not affiliated with");
    }

    @Test
    void everyLinkBetweenDocumentsLeadsSomewhere() throws IOException {
        for (Path document : files().filter(f -> f.toString().endsWith(".md")).toList()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                assertThat(document.resolveSibling(link.group(1))).as("link in " + ROOT.relativize(document)).exists();
            }
        }
    }

    @Test
    void noFileNamesAMachineOrARegistry() throws IOException {
        Pattern forbidden = Pattern.compile("/wor" + "k/|/far" + "m/|repo1\\.mave" + "n|registry\\.npm" + "js|pyp" + "i\\.org|deb\\.debia" + "n\\.org|proxy\\.golan" + "g");
        for (Path file : files().filter(f -> TEXT.stream().anyMatch(f.toString()::endsWith)).toList()) {
            assertThat(forbidden.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()).as(ROOT.relativize(file).toString()).isFalse();
        }
    }

    @Test
    void bothParsersOfUdidsGiveTheSameAnswers() throws IOException {
        List<String> vectors = read("libs/lockdown-protocol/src/test/resources/udid-vectors.txt").lines().filter(l -> !l.startsWith("#") && l.contains("\t")).toList();
        assertThat(vectors).hasSizeGreaterThan(5);
        for (String vector : vectors) {
            String[] columns = vector.split("\t", 2);
            String raw = columns[0].replace("\\0", "\0").replace("\\s", " ");
            assertThat(Udid.tryParse(raw).map(Udid::value).orElse("invalid")).as(columns[0]).isEqualTo(columns[1].strip());
        }
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk.filter(Files::isRegularFile)
                    .filter(f -> Stream.of(ROOT.relativize(f).toString().split("/")).noneMatch(p -> p.equals("target") || p.startsWith(".") && !p.equals(".ci")))
                    .toList().stream();
        }
    }
}
