package dev.trustline.allinone.dlq;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which records of a queue were sent back: everything below the committed offset of the tool's own group, and single ones
 * above it, listed in that commit's metadata. Not thread-safe.
 */
final class RedriveMarks {
    /** Kafka keeps at most 4,096 bytes of metadata. */
    private static final int MOST_SINGLES = 300;

    private long below;
    private final SortedSet<Long> singles = new TreeSet<>();

    static RedriveMarks of(OffsetAndMetadata committed) {
        RedriveMarks marks = new RedriveMarks();
        if (committed != null) {
            marks.below = committed.offset();
            for (String text : Optional.ofNullable(committed.metadata()).orElse("").split(",")) {
                if (text.matches("\\d{1,18}")) {
                    marks.singles.add(Long.parseLong(text));
                }
            }
        }
        return marks;
    }

    boolean has(long offset) {
        return offset < below || singles.contains(offset);
    }

    /**
     * Marks one as sent back.
     *
     * @throws IllegalStateException if too many single ones are marked: send back everything up to one instead
     */
    void add(long offset, long firstInQueue) {
        singles.add(offset);
        below = Math.max(below, firstInQueue);
        while (singles.remove(below)) {
            below++;
        }
        if (singles.size() > MOST_SINGLES) {
            throw new IllegalStateException("more than " + MOST_SINGLES + " single records are marked; redrive the queue from its beginning");
        }
    }

    OffsetAndMetadata commit() {
        StringBuilder text = new StringBuilder();
        singles.forEach(o -> text.append(text.length() == 0 ? "" : ",").append(o));
        return new OffsetAndMetadata(below, text.toString());
    }
}
