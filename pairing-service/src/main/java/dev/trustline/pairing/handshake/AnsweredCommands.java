package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Envelope;
import java.time.Clock;
import java.time.Duration;

/** Which commands about one device were answered, kept in the vault as long as each could come again by the broker's clock. Used by its lane only. */
final class AnsweredCommands {
    private static final Duration WITHOUT_EXPIRY = Duration.ofHours(1);

    private final Udid udid;
    private final Vault vault;
    private final Clock brokerClock;

    AnsweredCommands(Udid udid, Vault vault, Clock brokerClock) {
        this.udid = udid;
        this.vault = vault;
        this.brokerClock = brokerClock;
    }

    /** Whether this command has come again; then it is told at once that its answer is written. */
    boolean isRepeat(LaneMessage.Commanded message) {
        boolean repeat = vault.load(udid).doneCommands().containsKey(message.envelope().id().toString());
        if (repeat) {
            message.answered().run();
        }
        return repeat;
    }

    void remember(LaneMessage.Answered answered) {
        vault.save(vault.load(udid).answered(answered.command(), answered.until(), brokerClock.instant()));
    }

    /** The note that the answer to this command is written. Any thread. */
    LaneMessage.Answered note(Envelope command) {
        return new LaneMessage.Answered(command.id().toString(), command.expiryTime().orElseGet(() -> brokerClock.instant().plus(WITHOUT_EXPIRY)));
    }
}
