package dev.trustline.pairing.handshake;

import dev.trustline.events.Udid;
import dev.trustline.events.envelope.Envelope;
import java.time.Clock;
import java.time.Duration;

/** Which commands about one device were answered, kept in the vault as long as each could come again by the broker's clock: expired or not. Used by its lane only. */
final class AnsweredCommands {
    /** The longest that a command is kept in its topic, and so the longest {@code pairing.command-life}. */
    private static final Duration COMES_AGAIN = Duration.ofDays(1);

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
        boolean repeat = isAnswered(message.envelope());
        if (repeat) {
            message.answered().run();
        }
        return repeat;
    }

    /** Says that it came too late, unless it has an answer: at each start of this service commands come again that are long done. */
    void expired(LaneMessage.Expired message) {
        if (!isAnswered(message.envelope())) {
            message.report().run();
        }
    }

    private boolean isAnswered(Envelope command) {
        return vault.load(udid).doneCommands().containsKey(command.id().toString());
    }

    void remember(LaneMessage.Answered answered) {
        vault.save(vault.load(udid).answered(answered.command(), answered.until(), brokerClock.instant()));
    }

    /** The note that the answer to this command is written. Any thread. */
    LaneMessage.Answered note(Envelope command) {
        return new LaneMessage.Answered(command.id().toString(), brokerClock.instant().plus(COMES_AGAIN));
    }
}
