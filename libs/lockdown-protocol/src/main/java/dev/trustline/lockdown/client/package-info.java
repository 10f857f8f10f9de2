/**
 * lockdownd from a host's side: every request that a host needs, each one call with one typed answer, first in plain and,
 * within a session, inside TLS on the same connection.
 */
package dev.trustline.lockdown.client;
