/** Data on {@code trustline.pairing.commands}: what a host is asked to do. Each is answered once, by a result. */
package dev.trustline.events.command;
