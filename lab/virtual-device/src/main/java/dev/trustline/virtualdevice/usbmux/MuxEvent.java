package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What listeners are told: a device came, went or was paired; as a property list, or in the old binary protocol, which tools
 * that try version 0 first still speak (layout: libusbmuxd {@code usbmuxd-proto.h}, {@code usbmuxd_device_record}).
 */
record MuxEvent(Kind kind, int deviceId, MuxDevice device) {
    private static final int SERIAL_LENGTH = 256;
    private static final int RECORD_LENGTH = 4 + 2 + SERIAL_LENGTH + 2 + 4;

    /** The three kinds, with their names in both protocols. */
    enum Kind {
        ATTACHED("Attached", UsbmuxPacket.DEVICE_ADD),
        DETACHED("Detached", UsbmuxPacket.DEVICE_REMOVE),
        PAIRED("Paired", UsbmuxPacket.DEVICE_PAIRED);

        private final String messageType;
        private final int binary;

        Kind(String messageType, int binary) {
            this.messageType = messageType;
            this.binary = binary;
        }
    }

    /** The packet; empty where the binary protocol has no word for it: it knows no network devices. */
    byte[] packet(boolean plist) {
        if (plist) {
            PlistDict body = kind == Kind.ATTACHED
                    ? MuxReplies.attached(deviceId, device)
                    : PlistDict.of("MessageType", kind.messageType, "DeviceID", deviceId);
            return UsbmuxPacket.plist(0, body).toBytes();
        }
        return device.network() ? new byte[0] : new UsbmuxPacket(UsbmuxPacket.VERSION_BINARY, kind.binary, 0, binaryBody()).toBytes();
    }

    private byte[] binaryBody() {
        ByteBuffer body = ByteBuffer.allocate(kind == Kind.ATTACHED ? RECORD_LENGTH : 4).order(ByteOrder.LITTLE_ENDIAN).putInt(deviceId);
        if (kind == Kind.ATTACHED) {
            byte[] serial = device.serial().getBytes(StandardCharsets.US_ASCII);
            body.putShort((short) MuxReplies.PRODUCT_ID).put(serial);
            body.position(RECORD_LENGTH - 4);
            body.putInt(MuxReplies.location(deviceId));
        }
        return body.array();
    }
}
