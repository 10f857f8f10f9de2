package dev.trustline.pairing.health;

import dev.trustline.events.Reason;
import dev.trustline.events.Udid;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.host.ProblemCode;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.Verified;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells when usbmuxd has lost the records of several devices within an hour: of one device that is another tool's doing, of
 * several it is the folder. They were put back from the vault. Shown until an hour without a loss. Thread-safe.
 */
public final class LostRecords implements ProblemSource {
    private static final int SEVERAL = 3;
    private static final long WITHIN = Duration.ofHours(1).toNanos();

    private final Path recordFolder;
    private final LongSupplier nanoTime;
    private final Map<Udid, Long> lost = new HashMap<>();

    /**
     * Nothing is lost yet.
     *
     * @param recordFolder usbmuxd's, for what a person is told
     * @param nanoTime     a monotonic clock, nanoseconds
     */
    public LostRecords(Path recordFolder, LongSupplier nanoTime) {
        this.recordFolder = recordFolder;
        this.nanoTime = nanoTime;
    }

    /** Something is reported that no command asked for: a record that was put back had been lost. */
    public synchronized void reported(PairingResult result) {
        if (result instanceof Verified verified && verified.facts().reason() == Reason.RESTORED) {
            lost.put(verified.facts().udid(), nanoTime.getAsLong());
        }
    }

    @Override
    public synchronized List<HostProblem> problems() {
        long now = nanoTime.getAsLong();
        lost.values().removeIf(then -> now - then > WITHIN);
        return lost.size() < SEVERAL ? List.of() : List.of(HostProblem.of(ProblemCode.USBMUXD_RECORDS_LOST,
                "usbmuxd had lost the records of " + lost.size() + " devices within an hour; they were put back from the vault, without a tap. Look at its record folder "
                        + recordFolder + ": is it kept over a restart, may usbmuxd write there, does something delete in it?"));
    }
}
