/** CloudEvents 1.0 in Kafka's binary mode: the envelope, its headers, and the codec between records and Kafka. */
package dev.trustline.events.envelope;
