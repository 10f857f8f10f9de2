package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tables of meters and settings name exactly what the code has. */
class DocumentsTest {
    private static final String SERVICE = "pairing-service";

    @Test
    void everyMeterIsInTheTableAndNoOther() throws Exception {
        Set<String> meters = new TreeSet<>();
        for (Field field : PairingMetrics.class.getFields()) {
            String value = (String) field.get(null);
            if (value.contains(".")) {
                meters.add(value);
            }
        }
        assertThat(rows("METRICS.md")).isEqualTo(meters);
    }

    @Test
    void everySettingIsInTheTableAndNoOther() throws Exception {
        Set<String> settings = new TreeSet<>();
        collect("pairing", PairingConfig.class, settings);
        assertThat(rows("CONFIGURATION.md")).isEqualTo(settings);
    }

    private static void collect(String prefix, Class<?> config, Set<String> settings) {
        for (Method method : config.getDeclaredMethods()) {
            String key = prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().isInterface() && method.getReturnType().getEnclosingClass() == PairingConfig.class) {
                collect(key, method.getReturnType(), settings);
            } else {
                settings.add(key);
            }
        }
    }

    /** First column of the table under this service's heading. */
    private static Set<String> rows(String document) throws IOException {
        String text = Files.readString(Path.of("../docs", document));
        String section = text.split("\n## " + SERVICE + "\n")[1].split("\n## ")[0];
        Matcher row = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(section);
        Set<String> found = new TreeSet<>();
        while (row.find()) {
            found.add(row.group(1));
        }
        return found;
    }
}
