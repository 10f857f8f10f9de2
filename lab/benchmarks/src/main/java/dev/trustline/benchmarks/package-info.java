/** The pipeline benchmark: what can be measured, in which order, and the command that does it. */
package dev.trustline.benchmarks;
