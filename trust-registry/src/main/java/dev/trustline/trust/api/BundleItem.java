package dev.trustline.trust.api;

import dev.trustline.trust.ladder.LadderFact;
import dev.trustline.trust.store.LabQueries.HostHold;
import dev.trustline.trust.store.LabQueries.ReportedService;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All that a supporter needs of one relation: no keys, no HostID or SystemBUID, not even sealed or as a fingerprint, no passwords,
 * and not the name that the owner gave the device.
 *
 * @param registryVersion the version of this registry
 * @param relation        the relation as it is
 * @param elsewhere       the device's relations to other hosts
 * @param help            what is wrong and what was tried
 * @param history         its newest transitions with the timings of their phases, at most 200
 * @param commands        the newest commands about it, at most 100
 * @param seen            what was seen of its cable and of its host, newest first
 * @param services        the services of its host, with versions and problems
 * @param held            if pairing of every device is held at this host
 */
@Schema(requiredProperties = {"registryVersion", "relation", "elsewhere", "help", "history", "commands", "seen", "services"})
public record BundleItem(String registryVersion, TrustItem relation, List<TrustItem> elsewhere, HelpItem help, List<TransitionItem> history,
        List<CommandItem> commands, List<Seen> seen, List<ReportedService> services, HostHold held) {

    /**
     * Something that was seen.
     *
     * @param at   when, by the broker's clock
     * @param what {@code attached}, {@code detached}, {@code booted}, {@code usbmuxd-mended}, {@code usbmuxd-changed}
     */
    @Schema(requiredProperties = {"at", "what"})
    public record Seen(Instant at, String what) {

        static List<Seen> of(Collection<LadderFact> facts) {
            return facts.stream()
                    .sorted(Comparator.comparing(LadderFact::at).reversed())
                    .filter(f -> !(f instanceof LadderFact.Step) && !(f instanceof LadderFact.Forgotten))
                    .map(f -> new Seen(f.at(), f instanceof LadderFact.HostSign s ? s.kind().wireText()
                            : f instanceof LadderFact.Cable c && c.attached() ? "attached" : "detached"))
                    .toList();
        }
    }

    /** The same service without the fingerprint of its host's SystemBUID. */
    static ReportedService withoutIdentity(ReportedService s) {
        return new ReportedService(s.host(), s.service(), s.at(), s.silent(), s.serviceVersion(), s.bootId(), s.clock(), s.usbmuxdVersion(),
                null, s.problems());
    }
}
