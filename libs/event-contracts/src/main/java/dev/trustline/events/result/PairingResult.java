package dev.trustline.events.result;

import dev.trustline.events.EventData;

/** What a pairing-service reports. Results about a relation are {@link RelationResult}s; the others answer a command. */
public sealed interface PairingResult extends EventData
        permits RelationResult, BackupConsentRequested, BackupConsentResolved, Held, Released, CommandRejected, CommandExpired {
    /** The host that reports. */
    String host();
}
