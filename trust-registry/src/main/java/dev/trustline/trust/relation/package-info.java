/**
 * The trust of one device in one host: its state, how a result changes it, and what a batch of results amounts to. Plain
 * Java without Kafka, SQL or Quarkus.
 */
package dev.trustline.trust.relation;
