package dev.trustline.benchmarks.report;

/**
 * What somebody else's tool, or a plainer way, takes for the same.
 *
 * @param name    who
 * @param reading in the figure's unit
 */
public record Peer(String name, Reading reading) {}
