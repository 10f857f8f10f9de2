/**
 * Bytes of one connection: a blocking channel with the time of its last activity, watched for idleness, and the shapes
 * in which a phone may deliver what it says (byte by byte, split frames).
 */
package dev.trustline.virtualdevice.io;
