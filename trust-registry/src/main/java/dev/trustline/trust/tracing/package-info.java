/**
 * OpenTelemetry: the registry's part of the one trace from plug to trust. Off by default; switched off it costs one
 * comparison per record.
 */
package dev.trustline.trust.tracing;
