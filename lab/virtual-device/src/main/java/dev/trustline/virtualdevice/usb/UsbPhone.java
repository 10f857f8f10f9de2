package dev.trustline.virtualdevice.usb;

import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What a phone answers on its control endpoint, and which configuration it is in. A request that it does not know it stalls, as
 * phones do: usbmuxd takes a stall on Apple's GET_MODE for "stay as you are" (protocol.md §2.2). Used by one thread.
 */
final class UsbPhone {
    private static final Logger LOG = Logger.getLogger(UsbPhone.class);
    private static final byte[] DONE = new byte[0];
    private static final int DEVICE_TO_HOST = 0x80;
    private static final int TYPE = 0x60;
    private static final int GET_STATUS = 0;
    private static final int CLEAR_FEATURE = 1;
    private static final int SET_FEATURE = 3;
    private static final int GET_DESCRIPTOR = 6;
    private static final int GET_CONFIGURATION = 8;
    private static final int SET_CONFIGURATION = 9;
    private static final int GET_INTERFACE = 10;
    private static final int SET_INTERFACE = 11;

    private final PhoneDescriptors descriptors;
    private final MuxLink link;
    private int configuration;

    UsbPhone(PhoneDescriptors descriptors, MuxLink link) {
        this.descriptors = descriptors;
        this.link = link;
    }

    /** {@return what the host gets, at most as much as it asked for; empty for a stall} */
    Optional<byte[]> control(SetupPacket setup) {
        Optional<byte[]> answer = (setup.requestType() & TYPE) == 0 ? standard(setup) : Optional.empty();
        LOG.debugf("control request type=%02x request=%d value=%04x index=%04x %s",
                setup.requestType(), setup.request(), setup.value(), setup.index(), answer.isPresent() ? "answered" : "stalled");
        return answer.map(bytes -> bytes.length > setup.length() ? java.util.Arrays.copyOf(bytes, setup.length()) : bytes);
    }

    private Optional<byte[]> standard(SetupPacket setup) {
        boolean reads = (setup.requestType() & DEVICE_TO_HOST) != 0;
        return switch (setup.request()) {
            case GET_DESCRIPTOR -> reads ? descriptors.find(setup.highValue(), setup.lowValue()) : Optional.empty();
            case GET_CONFIGURATION -> Optional.of(new byte[] {(byte) configuration});
            case SET_CONFIGURATION -> configure(setup.lowValue());
            case GET_STATUS -> Optional.of(new byte[] {1, 0});
            case GET_INTERFACE -> Optional.of(new byte[] {0});
            case CLEAR_FEATURE, SET_FEATURE, SET_INTERFACE -> Optional.of(DONE);
            default -> Optional.empty();
        };
    }

    /** Whoever configures the phone, also as it was, begins anew. */
    private Optional<byte[]> configure(int value) {
        if (value > PhoneDescriptors.CONFIGURATIONS) {
            return Optional.empty();
        }
        configuration = value;
        link.reset();
        return Optional.of(DONE);
    }
}
