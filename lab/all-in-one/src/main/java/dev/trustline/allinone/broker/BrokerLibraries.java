package dev.trustline.allinone.broker;

import java.nio.file.Path;
import java.util.List;

/**
 * Where the broker's jars lie. Those that the launcher uses too (clients, logging) are in its own folder, the rest in a
 * folder that the launcher never has on its class path. Immutable.
 */
public record BrokerLibraries(Path brokerOnly, Path launcher) {
    List<Path> classPath() {
        return List.of(brokerOnly.resolve("*"), launcher.resolve("*"));
    }
}
