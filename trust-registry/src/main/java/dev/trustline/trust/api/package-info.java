/**
 * REST {@code /api/v1}: who trusts whom, history, hosts, devices and commands. Answers are JSON; errors are problems as in
 * RFC 9457. Everything needs user {@code operator}.
 */
package dev.trustline.trust.api;
