package dev.trustline.events;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The closed set of trust states of a (device, host) relation. Presence, backup consent and the mark {@code suspected} are
 * separate facts beside it. The wire text is kebab-case.
 */
public enum TrustStatus {
    UNKNOWN("unknown"),
    AWAITING_APPROVAL("awaiting-approval"),
    AWAITING_UNLOCK("awaiting-unlock"),
    AWAITING_TRUST("awaiting-trust"),
    TRUSTED("trusted"),
    DENIED("denied"),
    TIMED_OUT("timed-out"),
    REVOKED("revoked"),
    UNPAIRED("unpaired"),
    PROHIBITED("prohibited"),
    FAILED("failed");

    private final String wireText;

    TrustStatus(String wireText) {
        this.wireText = wireText;
    }

    /** As it stands in events and REST answers. */
    @JsonValue
    public String wireText() {
        return wireText;
    }
}
