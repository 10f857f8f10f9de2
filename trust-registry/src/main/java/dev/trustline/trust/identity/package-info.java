/**
 * Whether each lab host is one computer to the phones, and the same one as before: usbmuxd's SystemBUID, seen only as a keyed
 * fingerprint in the hosts' reports. Plain Java without Kafka, SQL or Quarkus.
 */
package dev.trustline.trust.identity;
