package dev.trustline.lockdown.notification;

/**
 * Names of services and notifications. The insecure proxy relays those that begin with {@code com.apple.mobile.lockdown}, as read
 * from an iOS binary; when exactly iOS posts the last four of them is not known, so they are hints only.
 */
public final class Notifications {
    /** The service that needs no session. */
    public static final String INSECURE_PROXY = "com.apple.mobile.insecure_notification_proxy";
    /** The service within a session. */
    public static final String SECURE_PROXY = "com.apple.mobile.notification_proxy";
    /** Somebody tapped Trust and entered the passcode: the next {@code Pair} succeeds. */
    public static final String REQUEST_PAIR = "com.apple.mobile.lockdown.request_pair";
    /** The phone wants {@code UntrustedHostBUID} set. */
    public static final String REQUEST_HOST_BUID = "com.apple.mobile.lockdown.request_host_buid";
    /** A hint that the host is trusted now. */
    public static final String TRUST = "com.apple.mobile.lockdown.trust";
    /** A hint that trust was denied. */
    public static final String DO_NOT_TRUST = "com.apple.mobile.lockdown.do_not_trust";
    /** A hint that the alert opened. */
    public static final String OPEN_TRUST_DIALOG = "com.apple.mobile.lockdown.open_trust_dialog";
    /** A hint that the alert went away. */
    public static final String CANCEL_TRUST_DIALOG = "com.apple.mobile.lockdown.cancel_trust_dialog";

    /** A passcode or Face ID sheet is up, for whatever reason; posted inside a session (iOS 16 and later). */
    public static final String AUTHENTICATION_PRESENTED = "com.apple.LocalAuthentication.ui.presented";
    /** That sheet is gone, whatever was answered. */
    public static final String AUTHENTICATION_DISMISSED = "com.apple.LocalAuthentication.ui.dismissed";
    /** A program announces a synchronisation or a backup. */
    public static final String SYNC_WILL_START = "com.apple.itunes-mobdev.syncWillStart";
    /** That synchronisation is over. */
    public static final String SYNC_DID_FINISH = "com.apple.itunes-mobdev.syncDidFinish";

    private Notifications() { }
}
