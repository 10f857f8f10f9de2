package dev.trustline.events.result;

import dev.trustline.events.Udid;

/**
 * What a device asks its owner, beside the trust state: a device shows one such question at a time, so each of these ends what was
 * said of an earlier one. None of them says anything about trust.
 */
public sealed interface PromptResult extends PairingResult
        permits BackupConsentRequested, BackupConsentResolved, AuthenticationPromptRequested, AuthenticationPromptResolved {
    /** The device. */
    Udid udid();

    @Override
    default String subject() {
        return udid().value();
    }
}
