package dev.trustline.trust.relation;

import dev.trustline.events.result.CommandExpired;
import dev.trustline.events.result.CommandRejected;
import dev.trustline.events.result.PairingResult;
import dev.trustline.events.result.RelationResult;
import java.util.Optional;

/**
 * How a host answered a command.
 *
 * @param commandId the command
 * @param status    {@link CommandStatus#DONE}, {@link CommandStatus#REJECTED} or {@link CommandStatus#EXPIRED}
 * @param reason    why, as a stable code
 * @param evidence  source and id of the answering event
 */
public record CommandAnswer(String commandId, CommandStatus status, String reason, String evidence) {

    /** The answer that a result is, empty if no command led to it. */
    static Optional<CommandAnswer> of(ReceivedResult result) {
        String command = result.origin().causationId();
        return command == null ? Optional.empty() : Optional.of(answer(command, result.data(), result.origin().evidence()));
    }

    private static CommandAnswer answer(String command, PairingResult data, String evidence) {
        if (data instanceof CommandRejected rejected) {
            return new CommandAnswer(command, CommandStatus.REJECTED, rejected.reason().wireText(), evidence);
        }
        if (data instanceof CommandExpired) {
            return new CommandAnswer(command, CommandStatus.EXPIRED, "expired-on-host", evidence);
        }
        String reason = data instanceof RelationResult result ? result.facts().reason().wireText() : data.type().shortName();
        return new CommandAnswer(command, CommandStatus.DONE, reason, evidence);
    }
}
