package dev.trustline.events.documents;

import static dev.trustline.events.documents.MarkdownTable.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A service's tables in METRICS.md and CONFIGURATION.md say exactly what its code has: names, tags, keys, environment names,
 * defaults. A service's own test extends it and names its classes.
 */
public abstract class ServiceDocuments {
    private final String service;
    private final String prefix;
    private final Class<?> metrics;
    private final Class<?> config;

    /**
     * The documents of one service.
     *
     * @param service the heading in both documents
     * @param prefix  what every key begins with
     * @param metrics the class of its meters' names and tags
     * @param config  the interface of its settings
     */
    protected ServiceDocuments(String service, String prefix, Class<?> metrics, Class<?> config) {
        this.service = service;
        this.prefix = prefix;
        this.metrics = metrics;
        this.config = config;
    }

    @Test
    void everyMeterIsInTheTableAndNoOther() throws Exception {
        Set<String> meters = new TreeSet<>();
        for (Field field : metrics.getFields()) {
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
        for (Field field : metrics.getDeclaredFields()) {
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
        collect(prefix, config, settings);
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
    private void collect(String above, Class<?> part, Map<String, String> settings) throws ReflectiveOperationException {
        for (Method method : part.getDeclaredMethods()) {
            if (!method.isSynthetic()) {
                String key = above + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                Class<?> type = method.getReturnType();
                if (type.isInterface() && type.getEnclosingClass() == config) {
                    collect(key, type, settings);
                } else {
                    settings.put(key, declaredDefault(method));
                }
            }
        }
    }

    /** By name, because the contracts know no configuration library. */
    private static String declaredDefault(Method method) throws ReflectiveOperationException {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("WithDefault")) {
                return (String) annotation.annotationType().getMethod("value").invoke(annotation);
            }
        }
        return "";
    }

    /** The rows that begin with a code word, under this service's heading. */
    private List<List<String>> rows(String document) throws IOException {
        return MarkdownTable.rows(Path.of("../docs", document), service);
    }
}
