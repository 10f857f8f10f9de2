package dev.trustline.events.topic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parsed {@code topics.properties}. Immutable. */
final class TopicList {
    private static final String RESOURCE = "/topics.properties";
    private static final String PARTITIONS = ".partitions";
    private static final String CONFIG = ".config.";

    private final Properties properties;

    private TopicList(Properties properties) {
        this.properties = properties;
    }

    static TopicList load() {
        try (InputStream in = TopicList.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path: build event-contracts with Maven");
            }
            Properties properties = new Properties();
            properties.load(in);
            return new TopicList(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.endsWith(PARTITIONS)) {
                names.add(key.substring(0, key.length() - PARTITIONS.length()));
            }
        }
        return names;
    }

    int partitions(String topic) {
        String value = properties.getProperty(topic + PARTITIONS);
        if (value == null) {
            throw new IllegalStateException(topic + " has no " + PARTITIONS.substring(1) + " in " + RESOURCE);
        }
        return Integer.parseInt(value);
    }

    Map<String, String> config(String topic) {
        Map<String, String> config = new TreeMap<>();
        String prefix = topic + CONFIG;
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                config.put(key.substring(prefix.length()), properties.getProperty(key));
            }
        }
        return Map.copyOf(config);
    }
}
