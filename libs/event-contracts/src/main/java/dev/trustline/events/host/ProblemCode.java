package dev.trustline.events.host;

import dev.trustline.events.envelope.EventSource;
import java.util.Locale;
import java.util.Set;

/**
 * What a person should mend at a host, as docs/EVENTS.md lists it. A newer service may report a code that is not here, so a
 * reader keeps the text.
 */
public enum ProblemCode {
    /** libusb's events do not come (no udevd, other network namespace); the scan tells instead. */
    HOTPLUG_DEAF(EventSource.USB_WATCHER),
    /** The native library does not load or may not open the bus. */
    LIBUSB_UNAVAILABLE(EventSource.USB_WATCHER),
    /** The reconciling scan fails. */
    USB_SCAN_FAILED(EventSource.USB_WATCHER),
    /** A defect ended the listener. */
    USBMUX_LISTENER_ENDED(EventSource.USB_WATCHER),
    /** A device connects and disconnects all the time. */
    CABLE_FLAPPING(EventSource.USB_WATCHER),
    /** usbmuxd does not answer. */
    USBMUXD_UNREACHABLE(EventSource.USB_WATCHER, EventSource.PAIRING_SERVICE),
    /** Everybody on the host may open the socket, and with it read every pair record. */
    USBMUXD_SOCKET_OPEN(EventSource.PAIRING_SERVICE),
    /** A container was started before usbmuxd. */
    USBMUXD_SOCKET_IS_DIRECTORY(EventSource.PAIRING_SERVICE),
    /** usbmuxd is reached over the network. */
    USBMUXD_NOT_LOOPBACK(EventSource.PAIRING_SERVICE),
    /** Everybody on the host may read usbmuxd's records. */
    RECORD_FOLDER_OPEN(EventSource.PAIRING_SERVICE),
    /** usbmuxd raises the alert before the host's consent was asked; seen where {@code /proc} shows its command line. */
    USBMUXD_PREFLIGHT(EventSource.PAIRING_SERVICE),
    /** {@code pairing.policy} is not {@code auto}, and usbmuxd's preflight goes round it, or something has. */
    NOT_ENFORCEABLE(EventSource.PAIRING_SERVICE),
    /** Its package lacks the fix for CVE-2025-66004: every local user may write files as usbmuxd. */
    USBMUXD_OUTDATED(EventSource.PAIRING_SERVICE),
    /** The daemon behind a local socket cannot be seen from here, or its number does not tell whether it has that fix. */
    USBMUXD_VERSION_UNKNOWN(EventSource.PAIRING_SERVICE),
    /** A step of a handshake failed for a reason of ours, shown until the next start. */
    STEP_FAILED(EventSource.PAIRING_SERVICE),
    /** usbmuxd has another SystemBUID than before. */
    BUID_CHANGED(EventSource.PAIRING_SERVICE, EventSource.TRUST_REGISTRY),
    /** Another host of the lab has the same SystemBUID. */
    BUID_SHARED(EventSource.PAIRING_SERVICE, EventSource.TRUST_REGISTRY),
    /** The clock explains the SystemBUID: a usbmuxd that was started in the same second has the same. */
    BUID_GUESSABLE(EventSource.PAIRING_SERVICE),
    /** Several devices forgot this host at once: pairing is held until somebody releases the host. */
    HOST_IDENTITY_LOST(EventSource.PAIRING_SERVICE),
    /** A file of the vault cannot be opened; the others work. */
    VAULT_ENTRY_UNUSABLE(EventSource.PAIRING_SERVICE),
    /** The whole vault is older than what this host last reported. */
    VAULT_ROLLED_BACK(EventSource.PAIRING_SERVICE),
    /** The allow-list cannot be read; the last good one is in force. */
    ALLOW_LIST_BROKEN(EventSource.PAIRING_SERVICE),
    /** A device was accepted or denied without an alert of this service: usbmuxd's preflight, or another program on the host. */
    USBMUXD_RAISED_ALERT(EventSource.PAIRING_SERVICE),
    /** usbmuxd lost the records of several devices. */
    USBMUXD_RECORDS_LOST(EventSource.PAIRING_SERVICE),
    /** The supervision identity cannot be used any more. */
    SUPERVISION_IDENTITY_UNUSABLE(EventSource.PAIRING_SERVICE),
    /** Events of a service carry a lower epoch than before and are not applied. */
    EPOCH_WENT_BACK(EventSource.TRUST_REGISTRY);

    private final Set<String> services;

    ProblemCode(String... services) {
        this.services = Set.of(services);
    }

    /** As it stands in {@code host.reported} and in REST. */
    public String wireText() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The services that find it. */
    public Set<String> services() {
        return services;
    }
}
