/** The service as a whole, with a real broker and a real PostgreSQL in this JVM. */
package dev.trustline.trust.it;
