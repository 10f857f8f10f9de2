/** Who observes which notification on a phone, and the relaying of it without anybody waiting for a slow observer. */
package dev.trustline.virtualdevice.notify;
