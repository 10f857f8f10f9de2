/**
 * The help ladder: which of the page's steps a relation in trouble should take next, which were seen taken, and which one helped.
 * Everything follows from stored facts with the broker's times, whatever the order in which they arrived. Plain Java without
 * Kafka, SQL or Quarkus.
 */
package dev.trustline.trust.ladder;
