package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/TRUST.md is held against the scenarios. */
class TrustDocumentTest {
    private static final Path DOCUMENT = Path.of("../../docs/TRUST.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (S\\d+[a-z]?) \\|.*\\| ?([^|]*)\\|$");
    private static final Pattern OF_TWO_HOSTS = Pattern.compile("`OtherHostsScenariosIT` ([SX][\\w-]+)");
    private static final Pattern SCENARIO = Pattern.compile("`TrustScenariosIT` ([SX][\\w-]+)");
    /** What usbmuxd does not list the virtual phones cannot show; S17 is a sentence in documents. */
    private static final Set<String> WITHOUT_SCENARIO = Set.of("S15", "S17");

    private final Set<String> scenarios = TrustScenariosIT.rows().map(Scenario::number).collect(Collectors.toCollection(TreeSet::new));

    @Test
    void everyRowOfThePageNamesItsScenario() throws IOException {
        Map<String, List<String>> documented = new TreeMap<>();
        String page = Files.readString(DOCUMENT).split("\n## Beyond the page\n")[0];
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            documented.put(row.group(1), SCENARIO.matcher(row.group(2)).results().map(m -> m.group(1)).toList());
        }
        assertThat(documented).as("S1 to S17 and their parts").hasSize(20);
        documented.forEach((number, tested) -> assertThat(tested).as("scenarios that the row of %s names", number)
                .isEqualTo(WITHOUT_SCENARIO.contains(number) ? List.of() : List.of(number)));
    }

    @Test
    void everyScenarioIsNamedAndEveryOneThatIsNamedIsThere() throws IOException {
        Set<String> named = SCENARIO.matcher(Files.readString(DOCUMENT)).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(scenarios);
    }

    @Test
    void theTableOfToolsIsThatOfTheScenarios() throws IOException {
        Map<String, Set<String>> titles = new LinkedHashMap<>();
        Map<String, Set<Tool>> tools = new LinkedHashMap<>();
        OtherHostsScenariosIT.cases().forEach(c -> {
            String number = c.row().ours().number();
            titles.computeIfAbsent(number, n -> new LinkedHashSet<>()).add(c.row().ours().title());
            tools.computeIfAbsent(number, n -> new TreeSet<>()).add(c.tool());
        });
        StringBuilder drawn = new StringBuilder("| | what happens | tools |\n|---|---|---|\n");
        titles.forEach((number, those) -> drawn.append("| ").append(number).append(" | ").append(String.join("; ", those)).append(" | ")
                .append(tools.get(number).stream().map(t -> "`" + t.title() + "`").collect(Collectors.joining(", "))).append(" |\n"));

        assertThat(Files.readString(DOCUMENT)).as("the table; the right one is:\n%s", drawn).contains("\n" + drawn + "\n");
    }

    @Test
    void everyScenarioOfTwoHostsThatIsNamedIsThere() throws IOException {
        List<String> named = OF_TWO_HOSTS.matcher(Files.readString(DOCUMENT)).results().map(m -> m.group(1)).toList();

        assertThat(named).isNotEmpty();
        assertThat(OtherHostsScenariosIT.rows().map(r -> r.ours().number())).containsAll(named);
    }

    @Test
    void noTwoScenariosOfTwoHostsHaveTheSameName() {
        assertThat(OtherHostsScenariosIT.rows().map(OtherHostsScenario::toString)).doesNotHaveDuplicates();
    }

    @Test
    void theDiagramIsReadWithItsGroups() throws IOException {
        assertThat(TrustDiagram.ofTheDocument().arrows()).contains("unknown -> awaiting-trust", "awaiting-trust -> trusted", "trusted -> revoked")
                .doesNotContain("trusted -> denied", "trusted -> timed-out", "unknown -> timed-out");
    }

    @Test
    void noTwoScenariosHaveTheSameName() {
        assertThat(TrustScenariosIT.rows().map(Scenario::toString)).doesNotHaveDuplicates();
    }
}
