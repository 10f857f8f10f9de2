/** The handshake's ports onto lockdown-protocol: usbmuxd and the devices behind it. */
package dev.trustline.pairing.lockdown;
