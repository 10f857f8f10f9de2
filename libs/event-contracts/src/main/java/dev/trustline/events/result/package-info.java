/** Data on {@code trustline.pairing.results}: what came of attempts, verifications and commands. */
package dev.trustline.events.result;
