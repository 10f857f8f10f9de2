package dev.trustline.lockdown.client;

/**
 * What starting a session has shown about the phone at the other end.
 *
 * @param productVersion its iOS version as read inside TLS; as read before, if the phone would not tell it inside
 * @param tls version and cipher suite, for a log
 */
public record ProvenSession(String productVersion, String tls) { }
