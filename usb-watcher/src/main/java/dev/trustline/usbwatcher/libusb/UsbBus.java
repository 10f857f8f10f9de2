package dev.trustline.usbwatcher.libusb;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port of this package: the USB of this machine. The event methods belong to one thread, the others to another. */
interface UsbBus extends AutoCloseable {
    /**
     * Loads what is needed and registers for events, which then come from {@link #handleEvents}.
     *
     * @throws UsbUnavailable if that is impossible here, with what to do
     */
    void open(HotplugQueue events) throws UsbUnavailable;

    /** Lets events come for at most this long. */
    void handleEvents(Duration atMost);

    /**
     * Everything on the bus at this moment, asked afresh.
     *
     * @throws UsbUnavailable if the list could not be made; the next scan may succeed
     */
    List<UsbDevice> scan() throws UsbUnavailable;

    /** The serial as the device itself tells it; empty if its node cannot be opened. */
    Optional<String> serialFromDescriptor(UsbDevice device);

    /** Frees everything; not while another method runs. */
    @Override
    void close();
}
