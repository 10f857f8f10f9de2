/**
 * Kafka, the outgoing side: the one publisher, which carries the outbox to the topics in transactions, and the rebuild of
 * the database from what was published before.
 */
package dev.trustline.trust.publishing;
