/**
 * TLS on a stream that is already open and stays open: Bouncy Castle's low-level API, versions 1.0 to 1.3, with the
 * phone's key pinned. Nothing of the JVM is changed: no provider is registered, no security property is touched.
 */
package dev.trustline.lockdown.tls;
