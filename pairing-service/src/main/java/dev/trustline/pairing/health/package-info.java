/** How this host is: what it reports of itself, and what its probes answer. */
package dev.trustline.pairing.health;
