package dev.trustline.virtualdevice.phone;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A personality in text, for some or all phones: {@code [RANGE:]TRAIT[+TRAIT]…}, where RANGE is {@code *}, {@code 3}
 * or {@code 3-5} (phones count from 1; left out: all) and a TRAIT is a word ({@code locked}) or {@code key=value}
 * ({@code ios=16.1}). Example: {@code 2:locked+unlock-after=10s}.
 */
public record PersonalitySpec(int first, int last, String traits) {
    private static final Pattern TEXT = Pattern.compile("(?:(\\*|\\d{1,6}(?:-\\d{1,6})?):)?(.+)", Pattern.DOTALL);

    /** Refuses an empty range and unknown traits. */
    public PersonalitySpec {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("no phones from " + first + " to " + last);
        }
        PersonalityBuilder trial = Personality.builder();
        addTo(trial, traits);
        trial.build();
    }

    /**
     * Reads a specification.
     *
     * @throws IllegalArgumentException naming the trait that is unknown and those that are known
     */
    public static PersonalitySpec parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("empty personality; known: " + traitNames());
        }
        String range = matcher.group(1) == null ? "*" : matcher.group(1);
        if (range.equals("*")) {
            return new PersonalitySpec(1, Integer.MAX_VALUE, matcher.group(2));
        }
        String[] ends = range.split("-");
        return new PersonalitySpec(
                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]), matcher.group(2));
    }

    /** All traits, {@code key=…} for those with a value. */
    public static Set<String> traitNames() {
        return PersonalityTraits.names();
    }

    /** The personality of phone {@code number}: all specifications that name it, in order, over the standard one. */
    public static Personality of(int number, List<PersonalitySpec> specs) {
        PersonalityBuilder builder = Personality.builder();
        specs.stream().filter(spec -> spec.covers(number)).forEach(spec -> addTo(builder, spec.traits));
        return builder.build();
    }

    private boolean covers(int number) {
        return number >= first && number <= last;
    }

    private static void addTo(PersonalityBuilder builder, String traits) {
        for (String item : traits.split("\\+")) {
            PersonalityTraits.apply(builder, item.strip());
        }
    }
}
