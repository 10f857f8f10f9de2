package dev.trustline.virtualdevice.usb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors of an iPhone: four configurations, of which the last two have the multiplexer's interface 255/254/2 with the
 * endpoints 0x04 and 0x85 (protocol.md §2.1). Little endian, high speed. Immutable.
 */
final class PhoneDescriptors {
    static final int VENDOR = 0x05AC;
    static final int PRODUCT = 0x12A8;
    static final int RELEASE = 0x0404;
    static final int CONFIGURATIONS = 4;
    /** The mux interface's endpoints, as numbers without direction. */
    static final int OUT = 4;
    static final int IN = 5;
    private static final int DEVICE = 1;
    private static final int CONFIGURATION = 2;
    private static final int STRING = 3;
    private static final int INTERFACE = 4;
    private static final int ENDPOINT = 5;
    private static final int USB_2 = 0x0200;
    private static final int CONTROL_PACKET = 64;
    private static final int BULK_PACKET = 512;
    private static final int INTERRUPT_PACKET = 64;
    private static final int BULK = 2;
    private static final int INTERRUPT = 3;
    private static final int FROM_DEVICE = 0x80;
    private static final int SELF_POWERED = 0xC0;
    private static final int HALF_AMPERE = 250;
    private static final int ENGLISH = 0x0409;
    private static final int FIRST_WITH_MUX = 3;
    private static final int MAKER = 1;
    private static final int NAME = 2;
    private static final int SERIAL = 3;
    private static final int CAMERA = 4;
    private static final int MUX = 5;

    private final List<String> strings;

    /**
     * The descriptors of one phone.
     *
     * @param serial 24 or 40 characters, without a dash; empty for a phone that tells none
     */
    PhoneDescriptors(String serial) {
        this.strings = List.of("Apple Inc.", "iPhone", serial, "PTP", "Apple USB Multiplexor");
    }

    /** {@return the descriptor of this type and number, empty if there is none} */
    Optional<byte[]> find(int type, int number) {
        return switch (type) {
            case DEVICE -> Optional.of(device());
            case CONFIGURATION -> number < CONFIGURATIONS ? Optional.of(configuration(number + 1)) : Optional.empty();
            case STRING -> string(number);
            default -> Optional.empty();
        };
    }

    private byte[] device() {
        int serial = strings.get(SERIAL - 1).isEmpty() ? 0 : SERIAL;
        return descriptor(DEVICE).putShort(USB_2).put(0, 0, 0, CONTROL_PACKET).putShort(VENDOR, PRODUCT, RELEASE)
                .put(MAKER, NAME, serial, CONFIGURATIONS).bytes();
    }

    private byte[] configuration(int value) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(interfaceOf(0, 3, 6, 1, 1, CAMERA));
        body.writeBytes(endpoint(2, BULK, BULK_PACKET, 0));
        body.writeBytes(endpoint(1 | FROM_DEVICE, BULK, BULK_PACKET, 0));
        body.writeBytes(endpoint(3 | FROM_DEVICE, INTERRUPT, INTERRUPT_PACKET, 10));
        boolean hasMux = value >= FIRST_WITH_MUX;
        if (hasMux) {
            body.writeBytes(interfaceOf(1, 2, 255, 254, 2, MUX));
            body.writeBytes(endpoint(OUT, BULK, BULK_PACKET, 0));
            body.writeBytes(endpoint(IN | FROM_DEVICE, BULK, BULK_PACKET, 0));
        }
        byte[] rest = body.toByteArray();
        byte[] head = descriptor(CONFIGURATION).putShort(9 + rest.length).put(hasMux ? 2 : 1, value, 0, SELF_POWERED, HALF_AMPERE).bytes();
        return ByteBuffer.allocate(head.length + rest.length).put(head).put(rest).array();
    }

    private static byte[] interfaceOf(int number, int endpoints, int kind, int subclass, int protocol, int name) {
        return descriptor(INTERFACE).put(number, 0, endpoints, kind, subclass, protocol, name).bytes();
    }

    private static byte[] endpoint(int address, int attributes, int packet, int interval) {
        return descriptor(ENDPOINT).put(address, attributes).putShort(packet).put(interval).bytes();
    }

    private Optional<byte[]> string(int number) {
        if (number == 0) {
            return Optional.of(descriptor(STRING).putShort(ENGLISH).bytes());
        }
        if (number > strings.size() || strings.get(number - 1).isEmpty()) {
            return Optional.empty();
        }
        Building text = descriptor(STRING);
        text.bytes.writeBytes(strings.get(number - 1).getBytes(StandardCharsets.UTF_16LE));
        return Optional.of(text.bytes());
    }

    private static Building descriptor(int type) {
        return new Building(type);
    }

    /** A descriptor begins with its length and its type. */
    private static final class Building {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Building(int type) {
            put(0, type);
        }

        Building put(int... values) {
            for (int value : values) {
                bytes.write(value);
            }
            return this;
        }

        Building putShort(int... values) {
            for (int value : values) {
                bytes.writeBytes(ByteBuffer.allocate(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array());
            }
            return this;
        }

        byte[] bytes() {
            byte[] all = bytes.toByteArray();
            all[0] = (byte) all.length;
            return all;
        }
    }
}
