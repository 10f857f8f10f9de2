/** The self-test of a real usbmuxd before a lab uses it: whoever may open its socket has every pair record of the host. */
package dev.trustline.allinone.daemon;
