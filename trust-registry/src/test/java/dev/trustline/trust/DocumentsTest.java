package dev.trustline.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of meters and settings say exactly what the code has: names, tags, keys, environment names, defaults. */
class DocumentsTest {
    private static final String SERVICE = "trust-registry";
    private static final String PREFIX = "trust-registry";
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyMeterIsInTheTableAndNoOther() throws Exception {
        Set<String> meters = new TreeSet<>();
        for (Field field : TrustMetrics.class.getFields()) {
            String value = (String) field.get(null);
            if (value.contains(".")) {
                meters.add(value);
            }
        }
        assertThat(rows("METRICS.md").stream().map(r -> code(r.get(0)).get(0)).filter(n -> n.contains(".")))
                .containsExactlyInAnyOrderElementsOf(meters);
    }

    @Test
    void everyTagOfAMeterHasARowWithItsValuesAndNoOther() throws Exception {
        Set<String> used = new TreeSet<>();
        Set<String> explained = new TreeSet<>();
        for (List<String> row : rows("METRICS.md")) {
            if (code(row.get(0)).get(0).contains(".")) {
                used.addAll(code(row.get(2)));
            } else {
                explained.add(code(row.get(0)).get(0));
            }
        }
        assertThat(explained).isEqualTo(used);
        for (Field field : TrustMetrics.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                field.setAccessible(true);
                String value = (String) field.get(null);
                assertThat(value.contains(".") || used.contains(value)).as("tag " + value).isTrue();
            }
        }
    }

    @Test
    void everySettingIsInTheTableWithItsEnvironmentNameAndDefaultAndNoOther() throws Exception {
        Map<String, String> settings = new TreeMap<>();
        collect(PREFIX, TrustConfig.class, settings);
        Map<String, String> documented = new TreeMap<>();
        for (List<String> row : rows("CONFIGURATION.md")) {
            String key = code(row.get(0)).get(0);
            assertThat(code(row.get(1))).containsExactly(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
            String value = row.get(2);
            documented.put(key, value.matches("`[^`]+`") ? code(value).get(0) : "");
            assertThat(row.get(3)).as(key).isNotBlank();
        }
        assertThat(documented).isEqualTo(settings);
    }

    /** Keys with their declared defaults; empty where none is declared. */
    private static void collect(String prefix, Class<?> config, Map<String, String> settings) {
        for (Method method : config.getDeclaredMethods()) {
            String key = prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> type = method.getReturnType();
            if (type.isInterface() && type.getEnclosingClass() == TrustConfig.class) {
                collect(key, type, settings);
            } else {
                WithDefault declared = method.getAnnotation(WithDefault.class);
                settings.put(key, declared == null ? "" : declared.value());
            }
        }
    }

    /** The rows that begin with a code word, under this service's heading. */
    private static List<List<String>> rows(String document) throws IOException {
        String text = Files.readString(Path.of("../docs", document));
        String section = text.split("\n## " + SERVICE + "\n")[1].split("\n## ")[0];
        List<List<String>> rows = new ArrayList<>();
        section.lines().filter(l -> l.startsWith("| `")).forEach(l -> rows.add(
                Stream.of(CELL.split(l)).skip(1).map(String::strip).collect(Collectors.toList())));
        return rows;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(m -> m.group(1)).toList();
    }
}
