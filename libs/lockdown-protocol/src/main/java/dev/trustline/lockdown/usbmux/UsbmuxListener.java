package dev.trustline.lockdown.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.wire.ByteWire;
import dev.trustline.lockdown.wire.NextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Hears what usbmuxd announces. For one listening thread; {@link #close()} may come from any. When the daemon ends, every
 * device that it knew is gone: usbmuxd sends no {@code Detached} for them.
 */
public final class UsbmuxListener implements AutoCloseable {
    private final ByteWire wire;

    UsbmuxListener(ByteWire wire) {
        this.wire = wire;
    }

    /**
     * Waits for the next event. Messages of an unknown kind, and devices without a usable UDID, are passed over within the
     * wait.
     *
     * @param wait how long; zero only looks whether one is there
     * @return the event, or empty if none came
     * @throws dev.trustline.lockdown.error.ConnectionEnded if the daemon ended, or {@link #close()} was called
     * @throws IOException what else went wrong; the listener is of no use afterwards
     */
    public Optional<UsbmuxEvent> next(Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        Optional<InputStream> message = NextMessage.await(wire, wire.in(), wait);
        while (message.isPresent()) {
            Optional<UsbmuxEvent> event = event(UsbmuxConversation.read(message.get(), "Listen"));
            if (event.isPresent()) {
                return event;
            }
            long left = end - System.nanoTime();
            message = left > 0 ? NextMessage.await(wire, wire.in(), Duration.ofNanos(left)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<UsbmuxEvent> event(PlistDict message) {
        String type = message.string("MessageType").orElse("");
        if (type.equals("Attached")) {
            return UsbmuxDevice.from(message).map(UsbmuxEvent.Attached::new);
        }
        OptionalLong id = message.integer("DeviceID");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return switch (type) {
            case "Detached" -> Optional.of(new UsbmuxEvent.Detached((int) id.getAsLong()));
            case "Paired" -> Optional.of(new UsbmuxEvent.Paired((int) id.getAsLong()));
            default -> Optional.empty();
        };
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
