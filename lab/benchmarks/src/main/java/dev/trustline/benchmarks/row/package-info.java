/** One class per row of the table: each starts what it needs, measures within a bounded time, and stops everything. */
package dev.trustline.benchmarks.row;
