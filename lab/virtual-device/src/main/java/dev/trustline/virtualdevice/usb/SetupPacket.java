package dev.trustline.virtualdevice.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a control request asks for (USB 2.0, 9.3). All values unsigned.
 *
 * @param requestType direction, type and recipient
 * @param request     which one
 * @param value       its first argument
 * @param index       its second argument
 * @param length      how many bytes the host takes or sends, 0 to 65535
 */
record SetupPacket(int requestType, int request, int value, int index, int length) {
    /** Bytes of a setup packet. */
    static final int BYTES = 8;

    /** Reads the 8 bytes that stand at the buffer's position. */
    static SetupPacket read(ByteBuffer from) {
        ByteBuffer setup = from.slice().order(ByteOrder.LITTLE_ENDIAN);
        return new SetupPacket(Byte.toUnsignedInt(setup.get()), Byte.toUnsignedInt(setup.get()), Short.toUnsignedInt(setup.getShort()),
                Short.toUnsignedInt(setup.getShort()), Short.toUnsignedInt(setup.getShort()));
    }

    int highValue() {
        return value >> Byte.SIZE;
    }

    int lowValue() {
        return value & 0xFF;
    }
}
