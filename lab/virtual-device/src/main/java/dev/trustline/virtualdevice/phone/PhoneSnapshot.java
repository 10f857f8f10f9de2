package dev.trustline.virtualdevice.phone;

import java.util.Optional;

/**
 * A phone at one instant.
 *
 * @param identity who it is
 * @param personality how it behaves
 * @param lock whether its screen is open
 * @param dialog what of the alert is up
 * @param host the lab host at the other end of the cable, empty when unplugged
 * @param prompts alerts raised in total since the lab started
 * @param trustedHosts records that the phone holds
 * @param milestones when things last happened
 * @param pairs how often it was asked to pair
 * @param sheet whether it asks for passcode or face
 * @param validated whether a trusted host counts as attached: before iOS 7 after {@code ValidatePair} only
 */
public record PhoneSnapshot(
        PhoneIdentity identity,
        Personality personality,
        Optional<String> host,
        LockState lock,
        TrustDialog dialog,
        int trustedHosts,
        int prompts,
        Milestones milestones,
        PairCounts pairs,
        AuthenticationSheet.View sheet,
        boolean validated) {

    /** Whether a cable is in. */
    public boolean plugged() {
        return host.isPresent();
    }

    /** Whether the screen is closed. */
    public boolean locked() {
        return lock != LockState.UNLOCKED;
    }
}
