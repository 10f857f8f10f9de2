package dev.trustline.lockdown.client;

/**
 * Where a started service waits. Single-use: one connection, soon.
 *
 * @param service its name
 * @param port of the device, host byte order
 * @param tls whether the phone begins with TLS on it
 */
public record ServicePort(String service, int port, boolean tls) { }
