/**
 * What a host and a phone keep of each other: keys, three certificates and the pair record, as libimobiledevice's
 * {@code common/userpref.c} lays them out. All of a host's part can be made before a phone is seen.
 */
package dev.trustline.lockdown.pairing;
