/** Figures with their targets, and the two forms in which they are written: a Markdown table and a JSON array. Plain Java. */
package dev.trustline.benchmarks.report;
