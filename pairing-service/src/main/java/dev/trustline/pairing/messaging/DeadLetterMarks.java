package dev.trustline.pairing.messaging;

import dev.trustline.pairing.pairrecord.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * How far the unreadable records of each partition lie in the dead letter queue. Commands are read again after every
 * assignment, from the first that could be alive; those that cannot be read would be put there each time. One line a partition,
 * in a file of mode 0600 that is replaced atomically: topic, partition, offset, and the broker's time of that record in
 * milliseconds, by which a topic that was made anew is told. Losing the file costs second letters and nothing else. Thread-safe.
 */
public final class DeadLetterMarks {
    private static final Logger LOG = Logger.getLogger(DeadLetterMarks.class);

    private final Path file;
    private final Map<String, Mark> marks;

    private record Mark(long offset, long time) {}

    /** What this file knows; nothing if it is not there, or cannot be read, which the log says. */
    public DeadLetterMarks(Path file) {
        this.file = file;
        this.marks = read(file);
    }

    private static Map<String, Mark> read(Path file) {
        Map<String, Mark> found = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                String[] parts = line.split(" ");
                found.put(parts[0] + ' ' + parts[1], new Mark(Long.parseLong(parts[2]), Long.parseLong(parts[3])));
            }
        } catch (NoSuchFileException e) {
            LOG.debugf("nothing was put into a dead letter queue before file=%s", file);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            found.clear();
            LOG.warnf("what lies in the dead letter queue cannot be read here and may be put there once more; the file is written anew file=%s error=%s", file, e);
        }
        return found;
    }

    /** Whether this record, or a later one of its partition, was put there before. */
    public synchronized boolean isPassed(TopicPartition partition, long offset, Instant time) {
        Mark mark = marks.get(name(partition));
        return mark != null && offset <= mark.offset() && time.toEpochMilli() <= mark.time();
    }

    /** This record is safely there. If the file cannot be written it is known until the end of this process only, and the log says so. */
    public synchronized void put(TopicPartition partition, long offset, Instant time) {
        marks.put(name(partition), new Mark(offset, time.toEpochMilli()));
        String lines = marks.entrySet().stream().map(e -> e.getKey() + ' ' + e.getValue().offset() + ' ' + e.getValue().time() + '\n').collect(Collectors.joining());
        try {
            DurableFiles.replace(file, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.errorf(e, "a dead letter cannot be noted; it is put there once more after a restart file=%s error=%s", file, e.getMessage());
        }
    }

    private static String name(TopicPartition partition) {
        return partition.topic() + ' ' + partition.partition();
    }
}
