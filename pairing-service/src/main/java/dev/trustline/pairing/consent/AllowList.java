package dev.trustline.pairing.consent;

import dev.trustline.events.Udid;
import dev.trustline.pairing.handshake.ConsentPolicy.Say;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of an allow-list, in the order of its lines: the first that fits a device decides. A line is {@code allow},
 * {@code ask} or {@code refuse}, then {@code all} or conditions that must all hold: {@code udid=…}, {@code product=iPhone14,*},
 * {@code port=1-2.*} ({@code *} stands for anything), and perhaps {@code name=…} for what is told of the decision. What follows
 * {@code #} is a comment. A condition on what is not known of a device does not hold. Immutable.
 */
public final class AllowList {
    /** Nothing fits. */
    static final AllowList EMPTY = new AllowList(List.of());
    private static final int MOST_RULES = 10_000;

    private final List<AllowRule> rules;

    private AllowList(List<AllowRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * Reads a list.
     *
     * @throws Broken with the line, if there is anything in it that is not understood
     */
    public static AllowList parse(byte[] text) throws Broken {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            throw new Broken("it is not UTF-8");
        }
        if (!decoded.isEmpty() && !decoded.endsWith("\n")) {
            throw new Broken("its last line has no end: the file may be cut off; end it with a new line");
        }
        List<AllowRule> rules = new ArrayList<>();
        int number = 0;
        for (String line : decoded.split("\n")) {
            number++;
            String rule = line.replaceFirst("#.*", "").strip();
            if (!rule.isEmpty()) {
                rules.add(AllowRule.parse(rule, number));
            }
        }
        if (rules.size() > MOST_RULES) {
            throw new Broken("it has more than " + MOST_RULES + " rules");
        }
        return new AllowList(rules);
    }

    /** The rule for this device; empty if none fits. */
    public Optional<AllowRule> ruleFor(Udid udid, String productType, Optional<String> portPath) {
        return rules.stream().filter(r -> r.fits(udid, productType, portPath)).findFirst();
    }

    int size() {
        return rules.size();
    }

    /** The list cannot be used; the message names the line. */
    public static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }

        static Broken line(int number, String why) {
            return new Broken("line " + number + ": " + why);
        }
    }

    /** What a rule says, by its word. */
    static Optional<Say> say(String word) {
        return switch (word) {
            case "allow" -> Optional.of(Say.ALLOW);
            case "ask" -> Optional.of(Say.ASK);
            case "refuse" -> Optional.of(Say.REFUSE);
            default -> Optional.empty();
        };
    }
}
