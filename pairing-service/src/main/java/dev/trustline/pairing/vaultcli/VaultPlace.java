package dev.trustline.pairing.vaultcli;

import dev.trustline.pairing.PairingConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where the vault and its key lie, found as the service finds it: options, system properties, environment,
 * {@code config/application.properties}, defaults.
 *
 * @param dataFolder {@code pairing.data-dir}
 * @param keyFile    {@code pairing.vault-key-file}
 */
record VaultPlace(Path dataFolder, Path keyFile) {
    static VaultPlace of(Map<String, String> options, Map<String, String> environment) throws IOException {
        Properties file = new Properties();
        Path settings = Path.of("config", "application.properties");
        if (Files.isReadable(settings)) {
            try (Reader in = Files.newBufferedReader(settings)) {
                file.load(in);
            }
        }
        return new VaultPlace(found("--data-dir", "data-dir", "dataDir", options, environment, file),
                found("--key-file", "vault-key-file", "vaultKeyFile", options, environment, file));
    }

    private static Path found(String option, String key, String method, Map<String, String> options, Map<String, String> environment, Properties file) {
        String property = "pairing." + key;
        String variable = property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
        String value = options.get(option);
        value = value != null ? value : System.getProperty(property);
        value = value != null ? value : environment.get(variable);
        value = value != null ? value : file.getProperty(property);
        return Path.of(value != null ? value : declaredDefault(method));
    }

    private static String declaredDefault(String method) {
        try {
            return PairingConfig.class.getMethod(method).getAnnotation(WithDefault.class).value();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("no setting " + method, e);
        }
    }
}
