package dev.trustline.virtualdevice.notify;

import java.util.Set;

/** Names of notifications (libimobiledevice {@code notification_proxy.h}; the insecure list from iOS binary listings). */
public final class NotificationNames {
    /** The owner consented: pair again. */
    public static final String REQUEST_PAIR = "com.apple.mobile.lockdown.request_pair";
    /** The phone wants to know the host's SystemBUID. */
    public static final String REQUEST_HOST_BUID = "com.apple.mobile.lockdown.request_host_buid";

    /** All that the insecure proxy relays. */
    public static final Set<String> INSECURE = Set.of(
            REQUEST_PAIR,
            REQUEST_HOST_BUID,
            "com.apple.datamigrator.migrationDidFinish",
            "com.apple.mobile.lockdown.trust",
            "com.apple.mobile.lockdown.do_not_trust",
            "com.apple.mobile.lockdown.open_trust_dialog",
            "com.apple.mobile.lockdown.cancel_trust_dialog");

    private NotificationNames() {}
}
