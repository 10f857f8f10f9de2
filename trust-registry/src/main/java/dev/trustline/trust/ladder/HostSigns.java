package dev.trustline.trust.ladder;

import dev.trustline.trust.ladder.LadderFact.HostSign.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a report of a host's pairing-service says that matters to the ladder. Immutable.
 *
 * @param bootId         the kernel's boot id, {@code null} when not known
 * @param usbmuxdVersion {@code null} when not known
 * @param problems       the codes of its problems
 */
public record HostSigns(String bootId, String usbmuxdVersion, Set<String> problems) {

    /** usbmuxd on that host does not answer. */
    public static final String UNREACHABLE = "usbmuxd-unreachable";

    /** The problems of usbmuxd that the first rung mends; those of access and privacy do not keep an alert away. */
    private static final Set<String> MENDED_BY_FIRST_RUNG = Set.of(UNREACHABLE, "usbmuxd-socket-is-directory", "usbmuxd-outdated");

    public HostSigns {
        problems = Set.copyOf(problems);
    }

    /** Whether usbmuxd has a problem that the first rung mends. */
    public boolean usbmuxdAils() {
        return problems.stream().anyMatch(MENDED_BY_FIRST_RUNG::contains);
    }

    /** Whether usbmuxd does not answer. */
    public boolean usbmuxdIsAway() {
        return problems.contains(UNREACHABLE);
    }

    /** What became different between this report and the next one; what one of them does not say is no difference. */
    public List<Kind> until(HostSigns next) {
        List<Kind> signs = new ArrayList<>();
        if (differ(bootId, next.bootId)) {
            signs.add(Kind.BOOTED);
        }
        if (differ(usbmuxdVersion, next.usbmuxdVersion)) {
            signs.add(Kind.USBMUXD_CHANGED);
        }
        if (usbmuxdAils() && !next.usbmuxdAils()) {
            signs.add(Kind.USBMUXD_MENDED);
        }
        return signs;
    }

    private static boolean differ(String before, String after) {
        return before != null && after != null && !Objects.equals(before, after);
    }
}
