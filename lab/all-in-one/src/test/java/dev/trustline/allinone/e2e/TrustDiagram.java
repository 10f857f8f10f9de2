package dev.trustline.allinone.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final Pattern GROUP = Pattern.compile("state \"[^:]+: ([^\"]+)\" as (\\w+)");
    private static final Pattern ARROW = Pattern.compile("(\\w+) --> (\\w+):");

    private final Set<String> arrows = new TreeSet<>();

    private TrustDiagram(String text) {
        Map<String, List<String>> groups = new TreeMap<>();
        GROUP.matcher(text).results().forEach(m -> groups.put(m.group(2), List.of(m.group(1).replace('-', '_').split(", "))));
        ARROW.matcher(text).results().forEach(m -> groups.getOrDefault(m.group(1), List.of(m.group(1)))
                .forEach(from -> arrows.add(from.replace('_', '-') + " -> " + m.group(2).replace('_', '-'))));
    }

    static TrustDiagram ofTheDocument() throws IOException {
        Matcher diagram = DIAGRAM.matcher(Files.readString(DOCUMENT));
        if (!diagram.find()) {
            throw new AssertionError("docs/TRUST.md has no diagram");
        }
        return new TrustDiagram(diagram.group(1));
    }

    /** The arrows as {@code from -> to}, those of a group one by one. */
    Set<String> arrows() {
        return Set.copyOf(arrows);
    }
}
