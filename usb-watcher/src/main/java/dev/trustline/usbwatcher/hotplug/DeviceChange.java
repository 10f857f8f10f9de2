package dev.trustline.usbwatcher.hotplug;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.EventId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A real change of one device: it is attached (anew, or at another port), or it is gone. Numbered in the step in which the
 * tracker's list changed. Immutable.
 */
public final class DeviceChange {
    private final EventId id;
    private final Udid udid;
    private final DeviceSighting sighting;
    private final HotplugOrigin origin;
    private final Instant madeAt;
    private final Notice notice;

    private DeviceChange(EventId id, Udid udid, DeviceSighting sighting, HotplugOrigin origin, Instant madeAt, Notice notice) {
        this.id = Objects.requireNonNull(id);
        this.udid = Objects.requireNonNull(udid);
        this.sighting = sighting;
        this.origin = Objects.requireNonNull(origin);
        this.madeAt = Objects.requireNonNull(madeAt);
        this.notice = Objects.requireNonNull(notice);
    }

    static DeviceChange attached(EventId id, DeviceSighting sighting, HotplugOrigin origin, Instant madeAt, Notice notice) {
        return new DeviceChange(id, sighting.udid(), sighting, origin, madeAt, notice);
    }

    static DeviceChange detached(EventId id, Udid udid, HotplugOrigin origin, Instant madeAt, Notice notice) {
        return new DeviceChange(id, udid, null, origin, madeAt, notice);
    }

    /** Its number, which it keeps however often it is sent. */
    public EventId id() {
        return id;
    }

    /** The device. */
    public Udid udid() {
        return udid;
    }

    /** What was seen, or empty if the device is gone. */
    public Optional<DeviceSighting> sighting() {
        return Optional.ofNullable(sighting);
    }

    /** True for an attach. */
    public boolean isAttached() {
        return sighting != null;
    }

    /** What noticed it. */
    public HotplugOrigin origin() {
        return origin;
    }

    /** The host's clock when the change was made. */
    public Instant madeAt() {
        return madeAt;
    }

    /** When it was noticed. */
    public Notice notice() {
        return notice;
    }

    @Override
    public String toString() {
        return (isAttached() ? "attached " : "detached ") + udid + " " + id;
    }

    /**
     * When a source noticed a change.
     *
     * @param afterMs milliseconds from the cable to the notice, {@code null} when nobody measured it
     * @param atNanos by {@link System#nanoTime()}
     */
    public record Notice(Long afterMs, long atNanos) {}
}
