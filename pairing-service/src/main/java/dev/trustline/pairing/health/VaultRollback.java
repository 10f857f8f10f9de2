package dev.trustline.pairing.health;

import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether the whole vault is older than what this host last reported: nothing within the data folder can tell, since what
 * remembers there was put back with it. Shown until the next start. Thread-safe.
 */
public final class VaultRollback implements ProblemSource {
    private static final Logger LOG = Logger.getLogger(VaultRollback.class);

    private final LongSupplier generation;
    private volatile List<HostProblem> found = List.of();

    /**
     * Nothing is known yet.
     *
     * @param generation the sum of all generations in the vault
     */
    public VaultRollback(LongSupplier generation) {
        this.generation = generation;
    }

    /** This is what this host reported last, before it was started; to be called before anything is written. */
    public void compare(Optional<HostReported> before) {
        long now = generation.getAsLong();
        before.map(HostReported::vaultGeneration).filter(last -> last > now).ifPresent(last -> {
            LOG.errorf("the vault is older than what this host last reported generation=%d reported=%d", now, last);
            found = List.of(HostProblem.of(ProblemCode.VAULT_ROLLED_BACK, "The vault is older by " + (last - now) + " writes than what this host last reported: an older copy of"
                    + " the data folder was put back, or the folder was lost. Stop this service and put back the newest copy; where there is none go on: every phone is verified"
                    + " when it is on the cable, and one whose record is missing is asked again. Holds and approvals may be older too. This is shown until the next start."));
        });
    }

    @Override
    public List<HostProblem> problems() {
        return found;
    }
}
