package dev.trustline.usbwatcher.hotplug;

import java.util.Map;

/** What a source says. A source may repeat itself: only the tracker decides what is a change. */
public sealed interface HotplugEvent {

    /** Hands this event to the method made for it. */
    void handle(Handler handler);

    /** One method per kind of event, so that a new kind does not compile until it is handled. */
    interface Handler {
        void on(Attached event);

        void on(Detached event);

        void on(Listed event);
    }

    /**
     * A device is there.
     *
     * @param origin         what noticed it
     * @param key            its cable session
     * @param device         what was seen
     * @param noticedAfterMs milliseconds from the cable to the notice, {@code null} when nobody measured it
     * @param noticedAtNanos when it was noticed, by {@link System#nanoTime()}
     */
    record Attached(HotplugOrigin origin, SightingKey key, DeviceSighting device, Long noticedAfterMs, long noticedAtNanos)
            implements HotplugEvent {
        @Override
        public void handle(Handler handler) {
            handler.on(this);
        }
    }

    /**
     * A cable session has ended.
     *
     * @param origin         what noticed it
     * @param key            the session
     * @param noticedAtNanos when it was noticed, by {@link System#nanoTime()}
     */
    record Detached(HotplugOrigin origin, SightingKey key, long noticedAtNanos) implements HotplugEvent {
        @Override
        public void handle(Handler handler) {
            handler.on(this);
        }
    }

    /**
     * The complete list of one source: whatever of it is not in here has gone. The first one of a source is its initial list.
     *
     * @param origin         what made the list
     * @param source         whose list it is
     * @param devices        everything that it sees, by session
     * @param noticedAtNanos when it was made, by {@link System#nanoTime()}
     */
    record Listed(HotplugOrigin origin, String source, Map<SightingKey, DeviceSighting> devices, long noticedAtNanos)
            implements HotplugEvent {
        public Listed {
            devices = Map.copyOf(devices);
        }

        @Override
        public void handle(Handler handler) {
            handler.on(this);
        }
    }
}
