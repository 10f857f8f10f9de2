package dev.trustline.pairing.handshake;

import java.time.Duration;
import java.util.Optional;

/**
 * The times and numbers of a handshake.
 *
 * @param host           this host's name in the lab
 * @param muxWait        how long a device that an event names may be missing in usbmuxd
 * @param detachGrace    how long a device may be gone in an attempt: some re-enumerate after the tap
 * @param promptTimeout  after which an unanswered alert is reported; a later tap still counts
 * @param alertPoll      one {@code Pair} this often while the alert is up, jittered by a fifth; empty = never
 * @param unlockPoll     one {@code Pair} this often while the device is locked
 * @param deferPollMax   longest time between two tries to open a session before the first unlock
 * @param sessionRetry   between two sessions when one broke; three in a row are a failure
 * @param connectRetries how often a device that cannot be reached is tried again in one attempt
 * @param connectRetry   the first pause between them; doubled each time
 */
public record HandshakeSettings(
        String host,
        Duration muxWait,
        Duration detachGrace,
        Duration promptTimeout,
        Optional<Duration> alertPoll,
        Duration unlockPoll,
        Duration deferPollMax,
        Duration sessionRetry,
        int connectRetries,
        Duration connectRetry) {}
