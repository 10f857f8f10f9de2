/** Kafka: what this host is told, what it reports, and its life sign. */
package dev.trustline.pairing.messaging;
