package dev.trustline.events;

import static dev.trustline.events.documents.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.documents.MarkdownTable;
import dev.trustline.events.envelope.EventHeaders;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.result.Rejection;
import dev.trustline.events.topic.DeadLetters;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents are held against the code. */
class DocumentsTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final int README_LINES = 150;
    private static final String ONE_IN_EACH_MODULE = "DocumentsTest";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:IT|Test))(?:\\.(\\w+))?`");
    private static final Pattern FIELD = Pattern.compile("`(\\w+)`(\\?)?");
    private static final Pattern FORBIDDEN = Pattern.compile("/wor" + "k/|/far" + "m/|/tmp/bash_jo" + "bs|repo1?\\.mave" + "n|maven-centra" + "l\\.|registry\\.npm" + "js"
            + "|pyp" + "i\\.org|pythonhos" + "ted|deb\\.debia" + "n\\.org|proxy\\.golan" + "g");
    private static final List<String> TEXT = List.of(".java", ".md", ".sh", ".xml", ".properties", ".json", ".py", ".sql", ".html", ".js", ".css", ".txt",
            ".yaml", ".yml", "trustline", "run", "NOTICE");

    /** Codes that the contract has before every service that it names finds them. */
    private static final Set<ProblemCode> ANNOUNCED = EnumSet.noneOf(ProblemCode.class);

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** The rows under one heading whose first cell is code: that code, and the cells. */
    private static Map<String, List<String>> rows(String document, String heading) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        MarkdownTable.rows(ROOT.resolve(document), heading).forEach(cells -> rows.put(code(cells.get(0)).get(0), cells));
        return rows;
    }

    private static JsonNode schema(EventType type) throws IOException {
        return new ObjectMapper().readTree(DocumentsTest.class.getResource("/schemas/v1/" + type.shortName() + ".json"));
    }

    private static String headingOf(Topic topic) throws IOException {
        return read("docs/EVENTS.md").lines().filter(l -> l.startsWith("## ") && l.endsWith(": `" + topic.topicName() + "`")).findFirst().orElseThrow().substring(3);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeHasARowUnderItsTopicWithTheFieldsOfItsSchema(EventType type) throws IOException {
        List<String> row = rows("docs/EVENTS.md", headingOf(type.topic())).get(type.shortName());
        assertThat(row).as("row of " + type.shortName()).isNotNull();
        Map<String, Boolean> documented = new TreeMap<>();
        FIELD.matcher(row.get(2)).results().forEach(m -> documented.put(m.group(1), m.group(2) == null));
        Set<String> required = new TreeSet<>();
        schema(type).get("required").forEach(r -> required.add(r.asText()));
        Map<String, Boolean> fields = new TreeMap<>();
        schema(type).get("properties").fieldNames().forEachRemaining(f -> fields.put(f, required.contains(f)));
        assertThat(documented).as("field, required").isEqualTo(fields);
    }

    @Test
    void noTopicsTableHasATypeThatIsNotThere() throws IOException {
        for (Topic topic : Stream.of(Topic.values()).filter(t -> !t.isDeadLetterQueue()).toList()) {
            assertThat(rows("docs/EVENTS.md", headingOf(topic)).keySet()).containsExactlyInAnyOrderElementsOf(
                    Stream.of(EventType.values()).filter(t -> t.topic() == topic).map(EventType::shortName).toList());
        }
    }

    @Test
    void everyFieldIsExplainedAndNoOther() throws IOException {
        Set<String> fields = new TreeSet<>();
        for (EventType type : EventType.values()) {
            schema(type).get("properties").fieldNames().forEachRemaining(fields::add);
        }
        Set<String> explained = new TreeSet<>();
        rows("docs/EVENTS.md", "Fields").values().forEach(cells -> explained.addAll(code(cells.get(0))));
        assertThat(explained).isEqualTo(fields);
    }

    @Test
    void theTableOfTopicsIsTheListOfTopics() throws IOException {
        Map<String, List<String>> rows = rows("docs/EVENTS.md", "Topics");
        Properties list = new Properties();
        list.load(Files.newBufferedReader(ROOT.resolve("deploy/topics/topics.properties")));
        Set<String> names = list.stringPropertyNames().stream().filter(k -> k.endsWith(".partitions"))
                .map(k -> k.substring(0, k.length() - ".partitions".length())).collect(Collectors.toSet());
        assertThat(rows.keySet()).isEqualTo(names);
        rows.forEach((name, cells) -> {
            assertThat(cells.get(2)).as("partitions of " + name).isEqualTo(list.getProperty(name + ".partitions"));
            assertThat(cells.get(3)).as("policy of " + name).startsWith("`" + list.getProperty(name + ".config.cleanup.policy") + "`");
            String retention = list.getProperty(name + ".config.retention.ms");
            String days = retention == null ? "" : ", " + Duration.ofMillis(Long.parseLong(retention)).toDays() + " d";
            assertThat(cells.get(3)).as("retention of " + name).contains(days);
        });
    }

    @Test
    void everyHeaderIsExplained() throws Exception {
        List<String> explained = new ArrayList<>();
        rows("docs/EVENTS.md", "Headers").values().forEach(cells -> explained.addAll(code(cells.get(0))));
        assertThat(explained).containsExactlyInAnyOrderElementsOf(constants(EventHeaders.class));
        assertThat(code(read("docs/EVENTS.md"))).containsAll(constants(DeadLetters.class));
    }

    private static List<String> constants(Class<?> type) throws IllegalAccessException {
        List<String> values = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.getType() == String.class) {
                values.add((String) field.get(null));
            }
        }
        return values;
    }

    @Test
    void theRejectionsInTheDocumentAreThoseOfTheCode() throws IOException {
        assertThat(rows("docs/EVENTS.md", "Why a command is rejected").keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Rejection.values()).map(Rejection::wireText).toList());
    }

    @Test
    void theProblemsOfAHostInTheDocumentAreThoseOfTheCodeWithTheServicesThatFindThem() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Set<String> notYet = new TreeSet<>();
        rows("docs/EVENTS.md", "Problems that a host reports").forEach((code, cells) -> {
            documented.put(code, Set.of(cells.get(1).split(", ")));
            if (cells.get(2).endsWith("²")) {
                notYet.add(code);
            }
        });
        assertThat(notYet).as("marked as not reported yet").containsExactlyInAnyOrderElementsOf(ANNOUNCED.stream().map(ProblemCode::wireText).toList());
        assertThat(documented).isEqualTo(Stream.of(ProblemCode.values())
                .collect(Collectors.toMap(ProblemCode::wireText, ProblemCode::services)));
    }

    @Test
    void everyProblemIsFoundByTheServicesThatItNamesAndByNoOther() throws IOException {
        Pattern use = Pattern.compile("ProblemCode\\.([A-Z_]+)");
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : files().filter(f -> f.toString().matches(".*/src/main/java/.*\\.java")).toList()) {
            String text = Files.readString(file);
            String module = ROOT.relativize(file).getName(0).toString();
            use.matcher(text).results().forEach(m -> found.computeIfAbsent(m.group(1), c -> new TreeSet<>()).add(module));
            assertThat(text).as("a code of no ProblemCode in " + file.getFileName()).doesNotContain("new HostProblem(\"");
        }
        for (ProblemCode code : ProblemCode.values()) {
            Set<String> finders = found.getOrDefault(code.name(), Set.of());
            if (ANNOUNCED.contains(code)) {
                assertThat(code.services()).as(code.name()).containsAll(finders).isNotEqualTo(finders);
            } else {
                assertThat(finders).as(code.name()).isEqualTo(code.services());
            }
        }
    }

    @Test
    void theStatesAndReasonsInTheDocumentAreThoseOfTheCode() throws IOException {
        assertThat(rows("docs/TRUST.md", "States").keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(TrustStatus.values()).map(TrustStatus::wireText).toList());
        assertThat(rows("docs/TRUST.md", "Reasons").keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Reason.values()).map(Reason::wireText).toList());
    }

    @Test
    void everyRowOfThePageIsThereAndEveryTestThatADocumentNamesExists() throws IOException {
        String trust = read("docs/TRUST.md");
        for (int row = 1; row <= 17; row++) {
            assertThat(trust).containsPattern("(?m)^\\| S" + row + "a? \\|");
        }
        Set<String> tests = new TreeSet<>();
        List<String> classes = new ArrayList<>();
        Pattern method = Pattern.compile("void (\\w+)\\(");
        for (Path file : files().filter(f -> f.toString().matches(".*/src/test/java/.*(IT|Test)\\.java")).toList()) {
            String name = file.getFileName().toString().replace(".java", "");
            classes.add(name);
            method.matcher(Files.readString(file)).results().forEach(m -> tests.add(name + "." + m.group(1)));
        }
        for (String document : List.of("docs/TRUST.md", "docs/ARCHITECTURE.md")) {
            Matcher named = TEST_NAME.matcher(read(document));
            while (named.find()) {
                if (named.group(2) != null) {
                    assertThat(tests).as("named in " + document).contains(named.group(1) + "." + named.group(2));
                }
                if (!named.group(1).equals(ONE_IN_EACH_MODULE)) {
                    assertThat(classes).as("test classes called " + named.group(1) + ", named in " + document).containsOnlyOnce(named.group(1));
                }
            }
        }
    }

    @Test
    void theReadmeIsShortAndSaysThatTheProjectIsIndependent() throws IOException {
        assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(README_LINES);
        assertThat(read("README.md")).contains("./trustline up", "./trustline test", "not affiliated with");
        assertThat(read("docs/TRUST.md")).contains("affiliated with or endorsed by Apple");
        assertThat(read("trustline")).contains("not endorsed by");
    }

    @Test
    void everyModuleIsOnTheMapOfTheReadme() throws IOException {
        Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(read("pom.xml"));
        while (module.find()) {
            assertThat(read("README.md")).contains(module.group(1));
        }
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
    void everyDecisionIsOnePageInTheUsualForm() throws IOException {
        List<Path> decisions = files().filter(f -> f.getParent().endsWith("adr")).sorted().toList();
        for (int i = 0; i < decisions.size(); i++) {
            String text = Files.readString(decisions.get(i));
            assertThat(decisions.get(i).getFileName().toString()).startsWith("%04d-".formatted(i + 1));
            assertThat(text).startsWith("# " + (i + 1) + ". ").contains("\nStatus: ", "\n## Context\n", "\n## Decision\n", "\n## Consequences\n");
            assertThat(text.lines().count()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void noFileNamesAMachineOrARegistry() throws IOException {
        for (Path file : files().filter(f -> TEXT.stream().anyMatch(f.toString()::endsWith)).toList()) {
            assertThat(FORBIDDEN.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()).as(ROOT.relativize(file).toString()).isFalse();
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
