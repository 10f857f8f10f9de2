package dev.trustline.events.envelope;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When, in its process' own order, an event was made: {@code epoch} is that process' start in milliseconds since 1970
 * (never below an earlier one + 1), {@code sequence} counts from 1 over everything the process writes. Compared epoch
 * first. As text: {@code <epoch>-<sequence, ten digits>}, which is {@code ce_id}. Immutable.
 *
 * @param epoch    0 or more, at most 18 digits
 * @param sequence 0 to 9 999 999 999; 0 before the first event
 */
public record EventId(long epoch, long sequence) implements Comparable<EventId> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{10})");
    private static final String ZEROS = "0000000000";
    private static final long MAX_SEQUENCE = 9_999_999_999L;

    public EventId {
        if (epoch < 0 || sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("epoch " + epoch + ", sequence " + sequence + " are out of range");
        }
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static EventId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an event id of the form <epoch>-<ten digits>");
        }
        return new EventId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public int compareTo(EventId other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        String digits = Long.toString(sequence);
        return epoch + "-" + ZEROS.substring(digits.length()) + digits;
    }
}
