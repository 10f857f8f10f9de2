package dev.trustline.allinone.lab;

import dev.trustline.allinone.broker.BrokerLibraries;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.envelope.EventSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the built parts lie in a checkout. Immutable.
 *
 * @param root the checkout
 */
public record Installation(Path root) {
    private static final String ALL_IN_ONE = "lab/all-in-one/target";
    private static final String VIRTUAL_DEVICE = "lab/virtual-device/target";

    /** A service's runnable jar. */
    public Path service(String name) {
        return root.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The virtual device's jar and its libraries. */
    public List<Path> virtualDevice() {
        return List.of(root.resolve(VIRTUAL_DEVICE + "/virtual-device-0.1.0-SNAPSHOT.jar"), root.resolve(VIRTUAL_DEVICE + "/lib/*"));
    }

    /** The broker's libraries. */
    public BrokerLibraries broker() {
        return new BrokerLibraries(root.resolve(ALL_IN_ONE + "/kafka-lib"), root.resolve(ALL_IN_ONE + "/lib"));
    }

    /** The benchmarks' jar and its libraries. */
    public List<Path> benchmarks() {
        return List.of(root.resolve("lab/benchmarks/target/benchmarks-0.1.0-SNAPSHOT.jar"), root.resolve("lab/benchmarks/target/lib/*"));
    }

    /** Refuses to go on with a lab of which a part was not built. */
    public void mustBeBuilt(boolean withVirtualPhones) throws StartFailure {
        for (String name : List.of(EventSource.USB_WATCHER, EventSource.PAIRING_SERVICE, EventSource.TRUST_REGISTRY)) {
            mustHave(service(name));
        }
        if (withVirtualPhones) {
            mustHave(virtualDevice().get(0));
        }
    }

    /** Refuses to go on with a part that was not built. */
    public void mustHave(Path jar) throws StartFailure {
        if (!Files.isRegularFile(jar)) {
            throw new StartFailure(root.relativize(jar) + " was not built: run `mvn -DskipTests package` in " + root + ".");
        }
    }
}
