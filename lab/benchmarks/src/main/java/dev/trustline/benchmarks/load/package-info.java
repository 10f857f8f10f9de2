/** Load and peers: results of phones that do not exist, the bare consumer, and {@code idevicepair}. */
package dev.trustline.benchmarks.load;
