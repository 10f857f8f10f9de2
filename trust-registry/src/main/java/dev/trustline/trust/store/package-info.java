/**
 * PostgreSQL by plain SQL: a batch of events in one transaction, the outbox, and the queries of the API. Rows are written
 * by the array ({@code unnest}), guarded by (epoch, sequence), and offsets are fenced in the same transaction.
 */
package dev.trustline.trust.store;
