package dev.trustline.trust.api;

import dev.trustline.trust.relation.CommandVerb;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a person asks a host to do.
 *
 * @param command  {@code pair}, {@code verify}, {@code unpair}, {@code approve}, {@code refuse}, {@code hold}, {@code release},
 *                 {@code restore-record}, {@code adopt-record}, {@code wifi-on}, {@code wifi-off}, {@code unpair-lost-host} or {@code announce-backup}
 * @param attempt  for approve and refuse: the attempt that is answered; the open one if left out
 * @param lostHost for unpair-lost-host: the host whose trust in it the device shall end
 * @param force    for unpair-lost-host: do so although that host still reports
 * @param forSeconds for announce-backup: for how long what the device asks is the question about the backup; 600 if left out, 0 for
 *                 no longer
 */
@Schema(requiredProperties = "command", additionalProperties = Schema.False.class)
public record CommandRequest(@Schema(implementation = CommandVerb.class) String command, @Schema(minimum = "1") Integer attempt,
        String lostHost, Boolean force,
        @Schema(minimum = "0", maximum = "86400") Integer forSeconds) {}
