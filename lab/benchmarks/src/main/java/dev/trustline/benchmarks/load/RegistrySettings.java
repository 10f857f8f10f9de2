package dev.trustline.benchmarks.load;

import dev.trustline.trust.store.BatchStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Properties;

/** What the registry's own configuration says about its consumer, so that the bare one never drifts from it. Stateless. */
final class RegistrySettings {
    private static final String CHANNEL = "mp.messaging.incoming.events.";
    private static final String KAFKA_DEFAULT = "500";

    private RegistrySettings() {
    }

    /** The largest batch. */
    static String maxPollRecords() {
        return properties().getProperty(CHANNEL + "max.poll.records", KAFKA_DEFAULT);
    }

    /** From the registry's jar, since every jar may have a file of this name. */
    private static Properties properties() {
        String jar = BatchStore.class.getProtectionDomain().getCodeSource().getLocation().toString();
        String base = jar.endsWith(".jar") ? "jar:" + jar + "!/" : jar;
        try (InputStream in = URI.create(base + "application.properties").toURL().openStream()) {
            Properties properties = new Properties();
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("the registry's configuration cannot be read", e);
        }
    }
}
