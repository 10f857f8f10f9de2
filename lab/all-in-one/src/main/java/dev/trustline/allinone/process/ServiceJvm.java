package dev.trustline.allinone.process;

import dev.trustline.events.envelope.EventSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The container settings of each service: a heap that grows no further than it must, the serial collector, native memory given
 * back every five seconds (what a compiler leaves behind would be a fifth of the process; measured). A Java that does not know
 * an option starts all the same. Why each is as it is, with figures: docs/adr/0017.
 */
public final class ServiceJvm {
    private ServiceJvm() {
    }

    /**
     * The options of that service.
     *
     * @param service a name of {@link EventSource}
     */
    public static List<String> options(String service) {
        return switch (service) {
            case EventSource.TRUST_REGISTRY -> options(128, true);
            case EventSource.PAIRING_SERVICE -> options(64, false);
            default -> options(64, true);
        };
    }

    /** Both compilers where RSA is calculated, which the first alone does seven times slower (measured). */
    private static List<String> options(int heapMegabytes, boolean firstCompilerAlone) {
        List<String> options = new ArrayList<>(List.of("-Xms24m", "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:TrimNativeHeapInterval=5000"));
        if (firstCompilerAlone) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        return List.copyOf(options);
    }
}
