package dev.trustline.pairing.prompt;

import dev.trustline.events.BackupAnnouncement;
import dev.trustline.events.Udid;
import dev.trustline.events.result.AuthenticationPromptRequested;
import dev.trustline.events.result.AuthenticationPromptResolved;
import dev.trustline.events.result.BackupConsentRequested;
import dev.trustline.events.result.BackupConsentResolved;
import dev.trustline.events.result.PromptResult;
import dev.trustline.pairing.prompt.PromptSource.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the sheets of one phone mean. A phone says of each that it is up, and never what for: while a backup is announced it is the
 * question about that, else it is not known. Pure; the clock comes from outside. Not thread-safe.
 *
 * <pre>
 *            PRESENTED, announced              DISMISSED, or out of sight
 *   none ──────────────────────────▶ BACKUP ──────────────────────────────▶ none
 *        ──────────────────────────▶ OTHER  ──────────────────────────────▶ none
 *            PRESENTED, not announced
 * </pre>
 *
 * A question keeps the meaning that it had when it came up: an announcement that begins or ends meanwhile changes nothing about it.
 */
final class PromptMeaning {
    private enum Asked { NOTHING, BACKUP, OTHER }

    private final Udid udid;
    private final String host;
    private final Duration syncWindow;
    private final LongSupplier nanos;
    private Asked asked = Asked.NOTHING;
    private Deadline byCommand = Deadline.NONE;
    private Deadline byDevice = Deadline.NONE;

    /**
     * The meaning of one phone's sheets.
     *
     * @param syncWindow how long a program that has begun to synchronise announces a backup, unless it finishes before
     * @param nanos      monotonic
     */
    PromptMeaning(Udid udid, String host, Duration syncWindow, LongSupplier nanos) {
        this.udid = udid;
        this.host = host;
        this.syncWindow = syncWindow;
        this.nanos = nanos;
    }

    private record Deadline(boolean set, long end) {
        private static final Deadline NONE = new Deadline(false, 0);

        private boolean isAhead(long now) {
            return set && end - now > 0;
        }
    }

    /** Somebody announces a backup for so long from now on; zero ends every announcement. */
    void announce(Duration time) {
        byCommand = in(time);
        if (time.isZero()) {
            byDevice = Deadline.NONE;
        }
    }

    /** How the backup was announced that is announced now; empty if none is. */
    Optional<BackupAnnouncement> announced() {
        long now = nanos.getAsLong();
        if (byDevice.isAhead(now)) {
            return Optional.of(BackupAnnouncement.DEVICE);
        }
        return byCommand.isAhead(now) ? Optional.of(BackupAnnouncement.COMMAND) : Optional.empty();
    }

    /** What is to be said of this. */
    Optional<PromptResult> heard(Notice notice) {
        return switch (notice) {
            case PRESENTED -> presented();
            case DISMISSED -> dismissed();
            case SYNC_BEGINS -> {
                byDevice = in(syncWindow);
                yield Optional.empty();
            }
            case SYNC_ENDS -> {
                byDevice = Deadline.NONE;
                byCommand = Deadline.NONE;
                yield Optional.empty();
            }
        };
    }

    /** Nothing is heard of the phone from now on: what it asks is out of sight, and what it announced is not to be relied on. */
    Optional<PromptResult> outOfSight() {
        byDevice = Deadline.NONE;
        return asked == Asked.NOTHING ? Optional.empty() : Optional.of(resolved(asked, true));
    }

    /** One that is said again while it is up is the same. */
    private Optional<PromptResult> presented() {
        if (asked != Asked.NOTHING) {
            return Optional.empty();
        }
        Optional<BackupAnnouncement> backup = announced();
        asked = backup.isPresent() ? Asked.BACKUP : Asked.OTHER;
        return Optional.of(backup.isPresent()
                ? new BackupConsentRequested(udid, host, backup.get())
                : new AuthenticationPromptRequested(udid, host));
    }

    /** One that was up before anybody listened, perhaps before a restart of this service, is told to be gone all the same. */
    private Optional<PromptResult> dismissed() {
        Asked unseen = announced().isPresent() ? Asked.BACKUP : Asked.OTHER;
        return Optional.of(resolved(asked == Asked.NOTHING ? unseen : asked, false));
    }

    private PromptResult resolved(Asked what, boolean unseen) {
        asked = Asked.NOTHING;
        Boolean outOfSight = unseen ? Boolean.TRUE : null;
        return what == Asked.BACKUP
                ? new BackupConsentResolved(udid, host, outOfSight)
                : new AuthenticationPromptResolved(udid, host, outOfSight);
    }

    private Deadline in(Duration time) {
        return time.isZero() ? Deadline.NONE : new Deadline(true, nanos.getAsLong() + time.toNanos());
    }
}
