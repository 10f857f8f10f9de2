package dev.trustline.usbwatcher.libusb;

/**
 * What libusb holds in memory about a device; no byte is exchanged with it for this. Immutable.
 *
 * @param bus       bus number
 * @param address   address on that bus, another one after every plug
 * @param vendorId  unsigned 16 bits
 * @param productId unsigned 16 bits
 * @param portPath  bus and ports, {@code 1-2.3}, which is also its folder name in sysfs; {@code null} for a root hub
 * @param speedMbps signalling rate in Mbit/s; {@code null} when libusb does not know it
 */
record UsbDevice(int bus, int address, int vendorId, int productId, String portPath, Integer speedMbps) {}
