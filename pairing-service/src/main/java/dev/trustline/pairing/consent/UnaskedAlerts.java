package dev.trustline.pairing.consent;

import dev.trustline.events.Udid;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.pairing.health.ProblemSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The devices that were accepted or denied for this host without an alert of this service, each shown for a day. Thread-safe. */
public final class UnaskedAlerts implements ProblemSource {
    private static final Logger LOG = Logger.getLogger(UnaskedAlerts.class);
    private static final long SHOWN_NANOS = Duration.ofDays(1).toNanos();
    private static final String AUTO = "auto";

    private final String policy;
    private final LongSupplier nanos;
    private final Map<Udid, Long> noticed = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param policy as it is configured: any but {@code auto} was gone round
     * @param nanos  a monotonic clock
     */
    public UnaskedAlerts(String policy, LongSupplier nanos) {
        this.policy = policy;
        this.nanos = nanos;
    }

    /** It has happened with this device. */
    public void noticed(Udid udid) {
        noticed.put(udid, nanos.getAsLong());
        LOG.warnf("a device was accepted or denied without an alert of this service: usbmuxd's preflight, or another program on this host udid=%s policy=%s", udid, policy);
    }

    @Override
    public List<HostProblem> problems() {
        long now = nanos.getAsLong();
        noticed.values().removeIf(at -> now - at > SHOWN_NANOS);
        if (noticed.isEmpty()) {
            return List.of();
        }
        String devices = noticed.size() == 1 ? "device " + noticed.keySet().iterator().next() : noticed.size() + " devices";
        List<HostProblem> problems = new ArrayList<>();
        problems.add(HostProblem.of(ProblemCode.USBMUXD_RAISED_ALERT, "Within a day " + devices
                + (noticed.size() == 1 ? " was" : " were") + " accepted or denied for this host without an alert of this service: usbmuxd's preflight raised it,"
                + " or another program on this host paired. Start usbmuxd with --no-preflight, and see what else pairs here."));
        if (!policy.equals(AUTO)) {
            problems.add(HostProblem.of(ProblemCode.NOT_ENFORCEABLE, "pairing.policy=" + policy + " was gone round on " + devices
                    + ": paired, or the owner asked, without this service. Start usbmuxd with --no-preflight, and see what else pairs here."));
        }
        return problems;
    }
}
