package dev.trustline.pairing.prompt;

import dev.trustline.events.Udid;
import dev.trustline.events.result.PromptResult;
import dev.trustline.lockdown.error.DeviceErrorKind;
import dev.trustline.lockdown.pairing.PairRecord;
import dev.trustline.pairing.handshake.Answer;
import dev.trustline.pairing.handshake.Answer.Trouble;
import dev.trustline.pairing.handshake.Attachment;
import dev.trustline.pairing.handshake.ResultSink;
import dev.trustline.pairing.prompt.PromptSource.Notice;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Listens to one phone while it is trusted and on the cable. A phone that hangs up is listened to again, with longer and longer
 * pauses. Nothing that fails here says anything of trust. Thread-safe.
 *
 * <pre>
 *         wanted, has a place              opened                    hung up
 *   deaf ─────────────────────▶ opening ──────────▶ listening ─────────────────▶ pause, then opening
 *     ▲                            │ no answer: pause, then opening
 *     └── not wanted: unplugged, not trusted any more, its record forgotten (then it is verified) or no such service
 * </pre>
 */
final class DevicePrompts {
    private static final Logger LOG = Logger.getLogger(DevicePrompts.class);
    private static final Duration A_GOOD_WHILE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 16;

    private final Udid udid;
    private final PromptWatches.Parts parts;
    private final WatchPlaces places;
    private final PromptMeaning meaning;
    private PromptSource.Hearing hearing;
    private int heardDeviceId;
    private long listeningSince;
    private int failures;
    /** What an older opening or connection says does not count any more. */
    private int turn;
    private boolean wanted;
    private boolean opening;

    DevicePrompts(Udid udid, PromptWatches.Parts parts, WatchPlaces places) {
        this.udid = udid;
        this.parts = parts;
        this.places = places;
        this.meaning = new PromptMeaning(udid, parts.settings().host(), parts.settings().syncWindow(), parts.nanos());
    }

    synchronized void announce(Duration time) {
        meaning.announce(time);
    }

    /** It was proven that the phone trusts this host: it is listened to from now on, if it is not yet. */
    void want() {
        if (places.take(this)) {
            begin();
        } else {
            LOG.debugf("as many phones are listened to as may be; this one waits for a place udid=%s", udid);
        }
    }

    /** There is a place for it. */
    synchronized void begin() {
        wanted = true;
        if (hearing != null && isMoved()) {
            stopListening();
        }
        if (hearing == null && !opening) {
            openAfter(failures == 0 ? Duration.ZERO : pause());
        }
    }

    private boolean isMoved() {
        return onCable().map(now -> now.deviceId() != heardDeviceId).orElse(true);
    }

    /** It is not listened to any more. */
    void leave() {
        synchronized (this) {
            wanted = false;
            opening = false;
            stopListening();
        }
        places.leave(this).ifPresent(DevicePrompts::begin);
    }

    synchronized boolean isListening() {
        return hearing != null;
    }

    private void openAfter(Duration pause) {
        opening = true;
        int mine = ++turn;
        parts.later().run(pause, () -> openSafely(mine));
    }

    /** What the vault cannot tell now it may tell later. */
    private void openSafely(int mine) {
        try {
            open(mine);
        } catch (RuntimeException e) {
            again(mine);
            throw e;
        }
    }

    private void open(int mine) {
        Optional<Attachment> attachment = onCable();
        Optional<PairRecord> record = parts.records().apply(udid);
        if (attachment.isEmpty() || record.isEmpty()) {
            if (isCurrent(mine)) {
                leave();
            }
            return;
        }
        if (isCurrent(mine)) {
            parts.source().listen(attachment.get(), record.get(), new Ear(mine)).fold(
                    opened -> listening(mine, attachment.get(), opened),
                    (kind, text) -> refused(mine, kind),
                    trouble -> noAnswer(mine, trouble));
        }
    }

    private Optional<Attachment> onCable() {
        return parts.cables().apply(udid) instanceof Answer.Given<Attachment> given && !given.value().overNetwork()
                ? Optional.of(given.value())
                : Optional.empty();
    }

    private synchronized boolean isCurrent(int mine) {
        return wanted && turn == mine;
    }

    private synchronized Void listening(int mine, Attachment attachment, PromptSource.Hearing opened) {
        if (!isCurrent(mine) || !opening) {
            opened.close();
            return null;
        }
        opening = false;
        hearing = opened;
        heardDeviceId = attachment.deviceId();
        listeningSince = parts.nanos().getAsLong();
        LOG.debugf("a phone is listened to udid=%s", udid);
        return null;
    }

    private Void refused(int mine, DeviceErrorKind kind) {
        boolean forgotten = kind == DeviceErrorKind.INVALID_HOST_ID;
        if (!isCurrent(mine)) {
            return null;
        }
        if (!forgotten && kind != DeviceErrorKind.INVALID_SERVICE) {
            return again(mine);
        }
        countFailure();
        leave();
        if (forgotten) {
            LOG.infof("a phone does not know this host any more where it was to be listened to: it is verified udid=%s", udid);
            parts.doubts().accept(udid);
        }
        return null;
    }

    private Void noAnswer(int mine, Trouble trouble) {
        boolean ofHost = trouble == Trouble.NOT_ATTACHED || trouble == Trouble.USBMUXD_DOWN || trouble == Trouble.STOPPED;
        if (!ofHost) {
            return again(mine);
        }
        if (isCurrent(mine)) {
            leave();
        }
        return null;
    }

    private synchronized Void again(int mine) {
        if (isCurrent(mine)) {
            countFailure();
            openAfter(pause());
        }
        return null;
    }

    private synchronized void countFailure() {
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
    }

    private Duration pause() {
        Duration doubled = parts.settings().firstRetry().multipliedBy(1L << Math.max(0, failures - 1));
        Duration longest = parts.settings().longestRetry();
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private void stopListening() {
        turn++;
        if (hearing != null) {
            hearing.close();
            hearing = null;
        }
        meaning.outOfSight().ifPresent(this::say);
    }

    /** What a phone says may come before the opening has returned. */
    private synchronized void heard(int mine, Notice notice) {
        if (isCurrent(mine)) {
            meaning.heard(notice).ifPresent(this::say);
        }
    }

    private synchronized void ended(int mine) {
        if (!isCurrent(mine)) {
            return;
        }
        boolean longEnough = hearing != null && parts.nanos().getAsLong() - listeningSince >= A_GOOD_WHILE.toNanos();
        failures = longEnough ? 0 : failures;
        stopListening();
        countFailure();
        openAfter(pause());
    }

    private void say(PromptResult result) {
        parts.results().report(result, ResultSink.Origin.NONE, Optional.empty(), () -> { });
    }

    private final class Ear implements PromptSource.Ear {
        private final int mine;

        private Ear(int mine) {
            this.mine = mine;
        }

        @Override
        public void heard(Notice notice) {
            DevicePrompts.this.heard(mine, notice);
        }

        @Override
        public void ended() {
            DevicePrompts.this.ended(mine);
        }
    }
}
