/** What a lab keeps in its data folder: device keys, trusted records, the hosts' usbmuxd files. All 0600, atomic. */
package dev.trustline.virtualdevice.store;
