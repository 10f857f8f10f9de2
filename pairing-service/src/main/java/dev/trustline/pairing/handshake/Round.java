package dev.trustline.pairing.handshake;

/** What an attempt does after a burst of protocol work. */
enum Round {
    /** The next burst follows at once. */
    AGAIN,
    /** The alert is up: wait for the tap. */
    WAIT_TAP,
    /** The device is locked. */
    WAIT_UNLOCK,
    /** The device is supervised and locked: it accepts, and stores nothing until it is unlocked. */
    WAIT_DEFERRED,
    /** A person on the host's side has to agree first. */
    WAIT_APPROVAL,
    /** The device did not answer: connect again after a pause. */
    WAIT_CONNECT,
    /** A session broke: another one after a pause. */
    WAIT_SESSION,
    /** usbmuxd does not answer. */
    WAIT_USBMUXD,
    /** The device is not on the cable, for now or for good. */
    GONE,
    /** The attempt has ended, and it is said how. */
    OVER
}
