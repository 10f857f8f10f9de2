package dev.trustline.virtualdevice.usbmux;

import dev.trustline.lockdown.plist.PlistDict;
import dev.trustline.lockdown.usbmux.UsbmuxPacket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the daemon says, byte for byte. Result numbers: usbmuxd {@code src/usbmuxd-proto.h}; 2 and 22 are also errno. */
final class MuxReplies {
    static final int OK = 0;
    static final int BAD_COMMAND = 1;
    static final int BAD_DEVICE = 2;
    static final int CONNECTION_REFUSED = 3;
    static final int BAD_VERSION = 6;
    static final int ENOENT = 2;
    static final int EINVAL = 22;

    private static final int USB_SPEED = 480_000_000;
    static final int PRODUCT_ID = 0x12a8;
    private static final int SOCKADDR_STORAGE = 128;
    private static final int DEVICES_PER_BUS = 127;

    private MuxReplies() {}

    static PlistDict result(int number) {
        return PlistDict.of("MessageType", "Result", "Number", number);
    }

    /** A result in the protocol that the client speaks. */
    static byte[] result(boolean plist, int tag, int number) {
        return plist ? UsbmuxPacket.plist(tag, result(number)).toBytes() : binaryResult(tag, number);
    }

    private static byte[] binaryResult(int tag, int number) {
        byte[] body = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
        return new UsbmuxPacket(UsbmuxPacket.VERSION_BINARY, UsbmuxPacket.RESULT, tag, body).toBytes();
    }

    static PlistDict attached(int deviceId, MuxDevice device) {
        return PlistDict.of(
                "MessageType", "Attached",
                "DeviceID", deviceId,
                "Properties", device.network() ? networkProperties(deviceId, device) : usbProperties(deviceId, device));
    }

    /** Bus and address, as usbmuxd packs them. */
    static int location(int deviceId) {
        int bus = 1 + deviceId / DEVICES_PER_BUS;
        int address = 1 + deviceId % DEVICES_PER_BUS;
        return bus << 16 | address;
    }

    private static PlistDict usbProperties(int deviceId, MuxDevice device) {
        return PlistDict.of(
                "ConnectionSpeed", USB_SPEED,
                "ConnectionType", "USB",
                "DeviceID", deviceId,
                "LocationID", location(deviceId),
                "ProductID", PRODUCT_ID,
                "SerialNumber", device.serial());
    }

    private static PlistDict networkProperties(int deviceId, MuxDevice device) {
        return PlistDict.of(
                "ConnectionType", "Network",
                "DeviceID", deviceId,
                "EscapedFullServiceName", "02:00:00:00:00:01@fe80::1._apple-mobdev2._tcp.local.",
                "InterfaceIndex", 1,
                "NetworkAddress", loopbackSockaddr(),
                "SerialNumber", device.serial());
    }

    /** Linux layout: family little endian, port 0, IPv4 address. */
    private static byte[] loopbackSockaddr() {
        byte[] sockaddr = new byte[SOCKADDR_STORAGE];
        sockaddr[0] = 2;
        System.arraycopy(InetAddress.getLoopbackAddress().getAddress(), 0, sockaddr, 4, 4);
        return sockaddr;
    }
}
