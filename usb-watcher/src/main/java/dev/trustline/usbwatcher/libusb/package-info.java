/**
 * The adapter to libusb through usb4java: hot-plug events, a scan that checks them, and the serial of a device. Everything
 * that loads native code stays behind {@link dev.trustline.usbwatcher.libusb.UsbBus}.
 */
package dev.trustline.usbwatcher.libusb;
