/**
 * The notification proxy of a phone: the way to learn of a tap on <em>Trust</em> without asking again and again.
 */
package dev.trustline.lockdown.notification;
