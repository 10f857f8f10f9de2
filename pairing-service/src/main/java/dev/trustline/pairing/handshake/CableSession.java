package dev.trustline.pairing.handshake;

import dev.trustline.events.Timings;
import dev.trustline.events.Udid;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is known of a device from plug to unplug. Consent, denial and the alert belong to it and end with it; a device that
 * re-enumerates within the grace keeps it. Used by its lane only.
 */
final class CableSession {
    private final Udid udid;
    private final Occasion occasion;
    private final boolean alertSeenBefore;
    private boolean denied;
    private boolean asking;
    private boolean leftUntilRelease;
    private Attachment attachment;
    private DeviceIdentity identity;
    private boolean pairAsked;
    private long alertNanos;
    private long askingSince;
    private long tapNanos;

    /**
     * A session that begins, or one that is taken up again.
     *
     * @param before what was known last; it counts if it is of the same attachment, and no new cable was told of
     */
    CableSession(Attachment attachment, Occasion occasion, Optional<CableSession> before) {
        this.udid = attachment.udid();
        this.attachment = attachment;
        this.occasion = occasion;
        Optional<CableSession> same = before.filter(b -> b.attachment.deviceId() == attachment.deviceId() && !occasion.isNewCable());
        this.alertSeenBefore = same.map(CableSession::alertSeen).orElse(false);
        this.denied = same.map(CableSession::isDenied).orElse(false);
        this.pairAsked = occasion.pairAsked();
    }

    Udid udid() {
        return udid;
    }

    ResultSink.Origin origin() {
        return occasion.origin();
    }

    Occasion occasion() {
        return occasion;
    }

    Attachment attachment() {
        return attachment;
    }

    /** The same device under a new number: it has re-enumerated. */
    void movedTo(Attachment now) {
        attachment = now;
        identity = null;
    }

    Optional<DeviceIdentity> identity() {
        return Optional.ofNullable(identity);
    }

    void introduced(DeviceIdentity device) {
        identity = device;
    }

    /** Somebody asks for a pairing, while this session lasts. */
    void askToPair() {
        pairAsked = true;
    }

    boolean isPairAsked() {
        return pairAsked;
    }

    /** The owner has said no. */
    void refused() {
        denied = true;
    }

    /** The owner trusts this host. */
    void accepted() {
        denied = false;
    }

    /** Whether the owner has said no since the cable came in. */
    boolean isDenied() {
        return denied;
    }

    /** The owner is asked in it, or would be if that were not put off. */
    void asksTheOwner() {
        asking = true;
    }

    /** What was put off or interrupted goes on now: a look as a look, unless it had gone on to ask the owner. */
    Occasion goesOn() {
        return occasion.goesOn(asking || pairAsked, pairAsked);
    }

    /** There is something that a hold forbids to look at. */
    void leaveUntilRelease() {
        leftUntilRelease = true;
    }

    boolean isLeftUntilRelease() {
        return leftUntilRelease;
    }

    /** Whether the alert was up since the cable came in. */
    boolean alertSeen() {
        return alertSeenBefore || alertNanos != 0;
    }

    /** The alert is up; its deadline runs from the first such answer, and anew after {@link #alertHidden}. */
    void alertUp(long nowNanos) {
        alertNanos = alertNanos == 0 ? nowNanos : alertNanos;
        askingSince = askingSince == 0 ? nowNanos : askingSince;
    }

    /** The device is locked: nobody can answer. The alert that comes after the unlock has a deadline of its own. */
    void alertHidden() {
        askingSince = 0;
    }

    /** Milliseconds that the alert has been up without a lock between, 0 before. */
    long sinceAlertMs(long nowNanos) {
        return askingSince != 0 ? millis(nowNanos - askingSince) : 0;
    }

    /** Since the cable: what the watcher measured before its event, and all that came after it. */
    Duration sinceCable(long nowNanos) {
        Long before = occasion.attachToEventMs();
        return Duration.ofNanos(nowNanos - occasion.noticedNanos()).plusMillis(before == null ? 0 : before);
    }

    void tapped(long nowNanos) {
        tapNanos = nowNanos;
    }

    /** The phases so far; the last one ends now. */
    Timings timings(long nowNanos, boolean recordProven) {
        Long eventToAlert = alertNanos != 0 ? millis(alertNanos - occasion.noticedNanos()) : null;
        Long alertToTap = alertNanos != 0 && tapNanos != 0 ? millis(tapNanos - alertNanos) : null;
        Long tapToRecord = recordProven && tapNanos != 0 ? millis(nowNanos - tapNanos) : null;
        return new Timings(occasion.attachToEventMs(), eventToAlert, alertToTap, tapToRecord);
    }

    private static long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
