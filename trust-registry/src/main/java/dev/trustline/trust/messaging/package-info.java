/**
 * Kafka, the incoming side: one SmallRye channel of raw batches, seeks on assignment, decoding, dead letters, and the loop
 * that applies a batch until the database has taken it.
 */
package dev.trustline.trust.messaging;
