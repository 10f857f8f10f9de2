package dev.trustline.trust.api;

/**
 * What a person asks a host to do.
 *
 * @param command {@code pair}, {@code verify}, {@code unpair}, {@code approve} or {@code refuse}
 * @param attempt for approve and refuse: the attempt that is answered; the open one if left out
 */
public record CommandRequest(String command, Integer attempt) {}
