package dev.trustline.trust.store;

/**
 * How far a batch goes in one partition.
 *
 * @param partition the partition
 * @param expected  the offset that must be stored, else another copy has been here
 * @param next      the offset that is stored afterwards
 */
public record OffsetAdvance(PartitionId partition, long expected, long next) {}
