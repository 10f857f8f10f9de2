package dev.trustline.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This copy's name: as configured, else the machine's host name. Stateless. */
public final class InstanceName {

    private InstanceName() {
    }

    /** The name; never empty. */
    public static String of(TrustConfig config) {
        return config.instance().orElseGet(InstanceName::hostName);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "trust-registry";
        }
    }
}
