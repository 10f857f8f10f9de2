package dev.trustline.lockdown.client;

import dev.trustline.lockdown.error.UnexpectedReply;
import dev.trustline.lockdown.plist.PlistDict;

/**
 * Where a started service waits. Single-use: one connection, soon.
 *
 * @param service its name
 * @param port of the device, host byte order
 * @param tls whether the phone begins with TLS on it
 */
public record ServicePort(String service, int port, boolean tls) {
    static ServicePort of(String service, PlistDict reply) throws UnexpectedReply {
        long port = reply.integer("Port").orElse(0);
        if (port < 1 || port > 0xFFFF) {
            throw new UnexpectedReply("StartService", "no usable Port");
        }
        return new ServicePort(service, (int) port, reply.bool("EnableServiceSSL").orElse(false));
    }
}
