/** The stack that is measured, and the instruments: REST answers, metrics, processor time, log lines. Linux only ({@code /proc}). */
package dev.trustline.benchmarks.stack;
