/** Data on {@code trustline.hosts}: each service’s life sign. */
package dev.trustline.events.host;
