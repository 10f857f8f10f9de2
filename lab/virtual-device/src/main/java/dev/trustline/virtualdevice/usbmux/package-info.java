/**
 * The daemon's side of the usbmuxd protocol, on a TCP port and a unix-domain socket at once: what usbmuxd 1.1.1 answers,
 * and also where it answers nothing (usbmuxd {@code src/client.c}, measured against Debian's package).
 */
package dev.trustline.virtualdevice.usbmux;
