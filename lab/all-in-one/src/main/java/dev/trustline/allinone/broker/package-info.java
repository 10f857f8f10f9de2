/** The embedded Kafka broker: a child JVM with one combined KRaft node that listens on 127.0.0.1 only. */
package dev.trustline.allinone.broker;
