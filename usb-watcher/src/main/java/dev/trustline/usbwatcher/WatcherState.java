package dev.trustline.usbwatcher;

/** Where the service is in its life. */
public enum WatcherState {
    /** Waits for the broker, checks its topics. */
    STARTING,
    /** Watches and publishes. */
    RUNNING,
    /** Has found something that a person must mend first; the process ends. */
    REFUSED,
    /** Flushes what is left; the process ends. */
    STOPPING
}
