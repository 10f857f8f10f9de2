/**
 * Which phone is on which cable, as far as the watchers say: events, reconciled with each watcher's complete list, and
 * when a host is to be called silent. Plain Java without Kafka, SQL or Quarkus.
 */
package dev.trustline.trust.presence;
