package dev.trustline.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines read the logs of production, people those of development: the same in all three services. */
class LogFormatTest {
    private static final String JSON = "quarkus.log.console.json.enabled";

    @ParameterizedTest
    @ValueSource(strings = {"usb-watcher", "pairing-service", "trust-registry"})
    void logsAreJsonInProductionOnly(String service) throws Exception {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("..", service, "src/main/resources/application.properties"))) {
            properties.load(file);
        }
        assertThat(properties).containsEntry(JSON, "false").containsEntry("%prod." + JSON, "true");
    }
}
