/**
 * The phone's lockdownd on port 62078: requests and values as libimobiledevice, pymobiledevice3, go-ios and usbmuxd's
 * preflight ask for them, certificate checks, and a TLS 1.0–1.3 server that accepts the host's or the root's key.
 */
package dev.trustline.virtualdevice.lockdownd;
