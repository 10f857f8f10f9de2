package dev.trustline.events.host;

import java.util.Collection;

/** What is said of hosts whose usbmuxd have one SystemBUID, whoever notices it: a host at its start, or the registry. Stateless. */
public final class SharedBuid {

    private SharedBuid() {
    }

    /**
     * {@return the detail of {@link ProblemCode#BUID_SHARED}: what is wrong, and what a person is to do}
     *
     * @param host   the host that it is said of
     * @param others the hosts that have the same, at least one
     */
    public static String detail(String host, Collection<String> others) {
        return "usbmuxd on " + host + " has the same SystemBUID as on " + String.join(", ", others) + ", so phones take these hosts for one: on all"
                + " but one of them stop usbmuxd, put what uuidgen prints, in capitals, into SystemConfiguration.plist in its record folder as"
                + " SystemBUID and start it, and there, with pairing-service stopped, remove host-identity from its data folder: the change"
                + " is meant. Trust that is there goes on";
    }
}
