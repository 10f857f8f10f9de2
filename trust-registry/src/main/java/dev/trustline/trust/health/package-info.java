/**
 * Liveness, readiness and gauges: live while the loops turn over, ready once this copy has caught up and its database
 * answers.
 */
package dev.trustline.trust.health;
