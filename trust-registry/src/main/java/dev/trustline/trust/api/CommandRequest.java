package dev.trustline.trust.api;

import dev.trustline.trust.relation.CommandVerb;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a person asks a host to do.
 *
 * @param command {@code pair}, {@code verify}, {@code unpair}, {@code approve}, {@code refuse}, {@code hold}, {@code release},
 *                {@code restore-record} or {@code adopt-record}
 * @param attempt for approve and refuse: the attempt that is answered; the open one if left out
 */
@Schema(requiredProperties = "command", additionalProperties = Schema.False.class)
public record CommandRequest(@Schema(implementation = CommandVerb.class) String command, @Schema(minimum = "1") Integer attempt) {}
