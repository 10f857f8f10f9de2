package dev.trustline.virtualdevice.usb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** How USB/IP names and describes a device before it is imported (Linux, Documentation/usb/usbip_protocol.rst). Big endian. */
final class UsbipExport {
    static final int LIST = 0x8005;
    static final int IMPORT = 0x8003;
    /** Bytes of a bus id, filled with zeros. */
    static final int BUS_ID = 32;
    private static final int VERSION = 0x0111;
    private static final int IS_REPLY = 0x8000;
    private static final int PATH = 256;
    private static final int BUS = 1;
    private static final int HIGH_SPEED = 3;
    private static final byte[] MUX_INTERFACE = {(byte) 255, (byte) 254, 2, 0};

    private UsbipExport() {
    }

    /** {@return the bus id of the device with that number} */
    static String busId(int number) {
        return BUS + "-" + number;
    }

    /** {@return the bus id in these 32 bytes} */
    static String busId(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII).replaceAll("\0.*", "");
    }

    /** {@return the answer that lists the devices with these numbers} */
    static byte[] list(List<Integer> numbers) {
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.writeBytes(head(LIST, 0));
        reply.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(numbers.size()).array());
        for (int number : numbers) {
            reply.writeBytes(device(number));
            reply.writeBytes(MUX_INTERFACE);
        }
        return reply.toByteArray();
    }

    /** {@return the answer that hands that device over} */
    static byte[] handedOver(int number) {
        byte[] head = head(IMPORT, 0);
        byte[] device = device(number);
        return ByteBuffer.allocate(head.length + device.length).put(head).put(device).array();
    }

    /** {@return the answer that there is no such device} */
    static byte[] refused() {
        return head(IMPORT, 1);
    }

    private static byte[] head(int code, int status) {
        return ByteBuffer.allocate(8).putShort((short) VERSION).putShort((short) (code & ~IS_REPLY)).putInt(status).array();
    }

    private static byte[] device(int number) {
        String busId = busId(number);
        return ByteBuffer.allocate(PATH + BUS_ID + 24)
                .put(padded("/sys/devices/virtual-lab/usb1/" + busId, PATH)).put(padded(busId, BUS_ID))
                .putInt(BUS).putInt(number).putInt(HIGH_SPEED)
                .putShort((short) PhoneDescriptors.VENDOR).putShort((short) PhoneDescriptors.PRODUCT).putShort((short) PhoneDescriptors.RELEASE)
                .put(new byte[] {0, 0, 0, 0, PhoneDescriptors.CONFIGURATIONS, 1}).array();
    }

    private static byte[] padded(String text, int length) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
    }
}
