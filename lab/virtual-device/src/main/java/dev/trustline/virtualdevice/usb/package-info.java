/**
 * A phone as USB has it: descriptors, control requests and the multiplexer's frames, exported by USB/IP, so that a real kernel,
 * a real udev and a real usbmuxd believe that an iPhone was plugged in. Knows nothing of lockdownd: what listens on a port of the
 * phone is a {@link dev.trustline.virtualdevice.usbmux.MuxDevice}'s affair.
 */
package dev.trustline.virtualdevice.usb;
