/**
 * usb-watcher: sees iPhones and iPads come and go on one lab host and tells it on Kafka. This package holds its settings, its
 * meters and its life from start to stop; {@code hotplug} is the core, {@code libusb}, {@code usbmux} and {@code messaging}
 * are its adapters.
 */
package dev.trustline.usbwatcher;
