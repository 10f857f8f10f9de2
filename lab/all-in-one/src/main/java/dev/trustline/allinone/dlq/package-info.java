/** The dead letter queues by hand: what lies there, why, and back onto the topic where it came from. */
package dev.trustline.allinone.dlq;
