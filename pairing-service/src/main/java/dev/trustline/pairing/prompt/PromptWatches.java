package dev.trustline.pairing.prompt;

import dev.trustline.events.SystemVersion;
import dev.trustline.events.TrustStatus;
import dev.trustline.events.Udid;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.BackupAnnouncements;
import dev.trustline.pairing.handshake.ResultSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Listens to the phones that trust this host, as long as they are on its cables, and says what they ask their owners. It hears of
 * trust where everybody else does, in the results: a proof begins it, anything else ends it. Thread-safe; nothing here blocks.
 */
public final class PromptWatches implements BackupAnnouncements {
    /** Before that a phone asks for no backup and tells of no sheet. */
    private static final int FIRST_VERSION = 16;

    private final Parts parts;
    private final WatchPlaces places;
    private final Map<Udid, DevicePrompts> phones = new ConcurrentHashMap<>();

    /** Nobody is listened to before the first proof. */
    public PromptWatches(Parts parts) {
        this.parts = parts;
        this.places = new WatchPlaces(parts.settings().most());
    }

    /**
     * The numbers of it.
     *
     * @param host         this host's name in the lab
     * @param most         how many phones are listened to at once; 0 for none
     * @param syncWindow   how long a program that begins to synchronise announces a backup
     * @param firstRetry   the first pause before a phone that hung up is listened to again; doubled each time
     * @param longestRetry the longest one
     */
    public record Settings(String host, int most, Duration syncWindow, Duration firstRetry, Duration longestRetry) {}

    /** Does things later, on threads that may block. */
    @FunctionalInterface
    public interface Later {
        void run(Duration delay, Runnable task);
    }

    /**
     * What it works with.
     *
     * @param cables  the phone as usbmuxd lists it now
     * @param records the record that opens sessions with a phone
     * @param results takes what phones ask
     * @param doubts  hears of a phone that does not know this host any more: it is to be verified
     * @param nanos   monotonic
     */
    public record Parts(PromptSource source, Function<Udid, Answer<Attachment>> cables, Function<Udid, Optional<PairRecord>> records,
            ResultSink results, Consumer<Udid> doubts, Later later, LongSupplier nanos, Settings settings) {}

    /** What was said of a phone: trusted phones are listened to. */
    public void heard(PairingResult result) {
        if (result instanceof RelationResult relation && parts.settings().most() > 0) {
            Udid udid = relation.facts().udid();
            if (relation.status() == TrustStatus.TRUSTED && !SystemVersion.of(relation.facts().device().productVersion()).isBefore(FIRST_VERSION)) {
                phone(udid).want();
            } else {
                gone(udid);
            }
        }
    }

    /** The phone is not on the cable any more. */
    public void gone(Udid udid) {
        DevicePrompts phone = phones.get(udid);
        if (phone != null) {
            phone.leave();
        }
    }

    @Override
    public boolean announce(Udid udid, Duration time) {
        if (parts.settings().most() == 0) {
            return false;
        }
        phone(udid).announce(time);
        return true;
    }

    /** How many phones are listened to. */
    public int listening() {
        return (int) phones.values().stream().filter(DevicePrompts::isListening).count();
    }

    /** How many are about to be, or will be tried again. */
    public int opening() {
        return Math.max(0, places.taken() - listening());
    }

    /** How many trusted phones are not listened to as there are too many. */
    public int unwatched() {
        return places.waiting();
    }

    /** Hangs up everywhere. */
    public void close() {
        phones.values().forEach(DevicePrompts::leave);
    }

    private DevicePrompts phone(Udid udid) {
        return phones.computeIfAbsent(udid, u -> new DevicePrompts(u, parts, places));
    }
}
