/**
 * The end-to-end tests: packaged services as processes, real broker, real PostgreSQL, virtual phones. One stack for all
 * cases; a case takes fresh phones and restarts only its victim.
 */
package dev.trustline.allinone.e2e;
