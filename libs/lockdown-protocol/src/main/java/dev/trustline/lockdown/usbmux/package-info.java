/**
 * The protocol of usbmuxd's socket, the only way from this host to a phone on a cable: devices come and go, pair records
 * are kept, and a connection to a port of a phone turns into a plain byte stream. Facts are those of usbmuxd
 * {@code src/usbmuxd-proto.h} and {@code src/client.c}, and of libusbmuxd.
 */
package dev.trustline.lockdown.usbmux;
