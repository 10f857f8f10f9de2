package dev.trustline.pairing.health;

import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.lockdown.usbmux.UsbmuxAddress;
import dev.trustline.pairing.lockdown.CableWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What this service says of its host. Thread-safe. */
public final class HostFacts {
    private static final Logger LOG = Logger.getLogger(HostFacts.class);
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final String host;
    private final SystemIdentity identity;
    private final CableWatch cables;
    private final UsbmuxdSelfTest selfTest;
    private final Stored stored;
    private final List<ProblemSource> sources;
    private final Clock clock;
    private final String bootId;
    private volatile HostProblem stepFailure;

    /**
     * Where the facts are found.
     *
     * @param identity what usbmuxd calls this host
     * @param stored   what is kept over a restart
     * @param sources  find more problems
     */
    public record Found(SystemIdentity identity, CableWatch cables, Stored stored, List<ProblemSource> sources) {}

    /**
     * What a report tells of the data folder.
     *
     * @param vaultGeneration the sum of all generations
     * @param heldBy          who holds the whole host, {@code null} if nobody does
     */
    public record Stored(LongSupplier vaultGeneration, Supplier<String> heldBy) {}

    /**
     * The facts of a host.
     *
     * @param policy the consent that it asks for, as it is configured: where usbmuxd goes round it that is a problem
     */
    public HostFacts(String host, UsbmuxAddress address, String policy, Found found, Clock clock) {
        this.host = host;
        this.identity = found.identity();
        this.cables = found.cables();
        this.selfTest = new UsbmuxdSelfTest(address, policy);
        this.stored = found.stored();
        this.sources = List.copyOf(found.sources());
        this.clock = clock;
        this.bootId = bootId();
    }

    /** A step of a handshake failed for a reason of ours; shown until the service starts again, unless another source tells of it. */
    public void stepFailed(Exception e) {
        if (sources.stream().anyMatch(s -> s.tells(e))) {
            return;
        }
        stepFailure = HostProblem.of(ProblemCode.STEP_FAILED, "A step of a handshake failed; see the log of pairing-service: " + e.getMessage());
    }

    /** The report as of now. */
    public HostReported report() {
        if (cables.isConnected()) {
            identity.look(cables.connections());
        }
        UsbmuxdSelfTest.Findings found = selfTest.findings();
        String version = getClass().getPackage().getImplementationVersion();
        return new HostReported(host, EventSource.PAIRING_SERVICE, version == null ? "unpackaged" : version, bootId, clock.instant(),
                found.version(), identity.fingerprint(), problems(found), null, stored.vaultGeneration().getAsLong(), stored.heldBy().get());
    }

    /** What a person should mend on this host, as of now. */
    public List<HostProblem> problems() {
        return problems(selfTest.findings());
    }

    private List<HostProblem> problems(UsbmuxdSelfTest.Findings found) {
        List<HostProblem> problems = new ArrayList<>(found.problems());
        if (!cables.isConnected()) {
            problems.add(HostProblem.of(ProblemCode.USBMUXD_UNREACHABLE, "usbmuxd does not answer (" + cables.lastError() + "): start it, or mount its socket."));
        }
        problems.addAll(identity.problems());
        sources.forEach(source -> source.problems().stream().filter(p -> !isSaid(p, problems)).forEach(problems::add));
        if (stepFailure != null) {
            problems.add(stepFailure);
        }
        return problems;
    }

    /** The policy that cannot be enforced is seen by the self-test and by its effect: said once. */
    private static boolean isSaid(HostProblem problem, List<HostProblem> problems) {
        return problem.code().equals(ProblemCode.NOT_ENFORCEABLE.wireText()) && problems.stream().anyMatch(p -> p.code().equals(problem.code()));
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            LOG.debugf("the kernel gives no boot id error=%s", e.getMessage());
            return null;
        }
    }
}
