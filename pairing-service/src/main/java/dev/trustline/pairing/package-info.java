/** pairing-service: device events and commands in, handshakes on this host's cables, results out. */
package dev.trustline.pairing;
