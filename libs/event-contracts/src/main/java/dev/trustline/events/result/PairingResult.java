package dev.trustline.events.result;

import dev.trustline.events.EventData;

/** What a pairing-service reports. Results about the host's own relation are {@link RelationResult}s. */
public sealed interface PairingResult extends EventData
        permits RelationResult, PromptResult, BackupAnnounced, Held, Released, HostHeld, HostReleased, LostHostUnpaired,
        CommandRejected, CommandExpired {
    /** The host that reports. */
    String host();
}
