/**
 * trust-registry: which device trusts which host, since when and why. The features are plain Java ({@code relation},
 * {@code presence}); the database, Kafka and HTTP each have a package of their own beside them.
 */
package dev.trustline.trust;
