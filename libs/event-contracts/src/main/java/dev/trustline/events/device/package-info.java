/** Data on {@code trustline.usb.device-events}: real changes at the cable, nothing else. */
package dev.trustline.events.device;
