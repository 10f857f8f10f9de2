/**
 * The adapter to usbmuxd's {@code Listen}: for containers without USB, for devices that usbmuxd reaches by network, and for the
 * virtual lab.
 */
package dev.trustline.usbwatcher.usbmux;
