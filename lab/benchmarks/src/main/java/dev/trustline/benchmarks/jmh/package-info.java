/** JMH benchmarks of the code that a pairing spends its time in: property lists, keys and certificates, TLS handshakes. */
package dev.trustline.benchmarks.jmh;
