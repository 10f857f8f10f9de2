/**
 * What an iPhone decides, without a socket: one trust dialog per cable session, records, lock, the owner who taps.
 * Nothing here knows plists, TLS or HTTP. Where sources leave a question open, the harsher reading is the default.
 */
package dev.trustline.virtualdevice.phone;
