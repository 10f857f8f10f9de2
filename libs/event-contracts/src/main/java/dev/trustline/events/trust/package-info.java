/** Data on {@code trustline.trust.state} and {@code trustline.trust.changes}: what the registry tells the world. */
package dev.trustline.events.trust;
