package dev.trustline.allinone.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The diagram of docs/TRUST.md, which the pairing-service's tests hold against its code. Immutable. */
final class TrustDiagram {
    private static final Path DOCUMENT = Path.of("../../docs/TRUST.md");
    private static final Pattern DIAGRAM = Pattern.compile("```mermaid\\n(stateDiagram-v2\\n.*?)```", Pattern.DOTALL);
    private static final Pattern ARROW = Pattern.compile("(\\w+) --> (\\w+)(?::.*)?");

    private final Set<String> arrows = new TreeSet<>();

    private TrustDiagram(String text) {
        Map<String, Set<String>> groups = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (String line : text.lines().map(String::strip).toList()) {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.matches()) {
                groups.getOrDefault(arrow.group(1), Set.of(arrow.group(1))).forEach(from -> arrows.add(change(from, arrow.group(2))));
            } else if (line.startsWith("state ")) {
                open.push(line.split(" ")[1]);
            } else if (line.equals("}")) {
                open.pop();
            } else {
                open.forEach(group -> groups.computeIfAbsent(group, g -> new TreeSet<>()).add(line));
            }
        }
    }

    static TrustDiagram ofTheDocument() throws IOException {
        Matcher diagram = DIAGRAM.matcher(Files.readString(DOCUMENT));
        if (!diagram.find()) {
            throw new AssertionError("docs/TRUST.md has no diagram");
        }
        return new TrustDiagram(diagram.group(1));
    }

    private static String change(String from, String to) {
        return from.replace('_', '-') + " -> " + to.replace('_', '-');
    }

    /** The arrows as {@code from -> to}, those of a group one by one. */
    Set<String> arrows() {
        return Set.copyOf(arrows);
    }
}
