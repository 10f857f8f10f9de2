/**
 * Bytes on their way: the length-prefixed frames of lockdownd and its services, and one byte stream over a TCP or a
 * unix-domain socket that waits in the caller's thread until a deadline. No thread is hidden in here.
 */
package dev.trustline.lockdown.wire;
