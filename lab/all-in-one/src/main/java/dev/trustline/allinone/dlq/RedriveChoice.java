package dev.trustline.allinone.dlq;

import dev.trustline.allinone.process.StartFailure;
import java.util.List;

/**
 * Which letters of a queue are sent back. Immutable.
 *
 * @param letters   those, oldest first
 * @param leftAlone how many are not, because they were sent back already or came back unread
 * @param cut       how many are not, because only their beginning is left
 */
public record RedriveChoice(List<DeadLetter> letters, int leftAlone, int cut) {

    /**
     * Chooses those at these places, or all that wait.
     *
     * @param queue   its name, for messages
     * @param all     everything that lies there
     * @param offsets which are wanted; empty = all that wait
     * @param again   also those that came back or were sent back already
     * @throws StartFailure if one that is wanted is not there or was cut; then nothing must be sent
     */
    public static RedriveChoice of(String queue, List<DeadLetter> all, List<Long> offsets, boolean again) throws StartFailure {
        for (long offset : offsets) {
            DeadLetter wanted = all.stream().filter(l -> l.offset() == offset).findFirst()
                    .orElseThrow(() -> new StartFailure("There is no record " + offset + " in " + queue + "; nothing was sent."));
            if (wanted.isCut()) {
                throw new StartFailure("Record " + offset + " in " + queue
                        + " was too large for the queue and only its beginning is kept, so it cannot be sent back; nothing was sent.");
            }
        }
        List<DeadLetter> found = all.stream().filter(l -> offsets.isEmpty() || offsets.contains(l.offset())).toList();
        List<DeadLetter> whole = found.stream().filter(l -> !l.isCut()).toList();
        List<DeadLetter> chosen = whole.stream().filter(l -> again || !l.redriven() && !l.cameBack()).toList();
        return new RedriveChoice(chosen, whole.size() - chosen.size(), found.size() - whole.size());
    }

    /** What was done, in one line. */
    public String summary() {
        StringBuilder line = new StringBuilder().append(letters.size()).append(" sent back.");
        if (leftAlone > 0) {
            line.append(' ').append(leftAlone).append(" left alone: redriven already, or came back unread; --again sends them all the same.");
        }
        if (cut > 0) {
            line.append(' ').append(cut).append(" cannot be sent back: only their beginning is kept, because they were too large for the queue.");
        }
        return line.toString();
    }
}
