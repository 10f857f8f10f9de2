/**
 * The core: which devices hang on this host, told as real changes only. Plain Java; sources of hot-plug news come in through
 * {@link dev.trustline.usbwatcher.hotplug.HotplugSource}, changes go out through
 * {@link dev.trustline.usbwatcher.hotplug.TrackerListener}. Nothing in here knows libusb, usbmuxd or Kafka.
 */
package dev.trustline.usbwatcher.hotplug;
