/**
 * The adapter to Kafka: changes and host reports as records, one awaited send in flight per subject, and what is read from the
 * broker at start.
 */
package dev.trustline.usbwatcher.messaging;
