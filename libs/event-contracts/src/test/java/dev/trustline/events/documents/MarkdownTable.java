package dev.trustline.events.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the tables of our documents: rows whose first cell is code, under one heading. Stateless. */
public final class MarkdownTable {
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private MarkdownTable() {
    }

    /** The cells of each such row below this heading of the second level; a bar in a cell is written {@code \|}. */
    public static List<List<String>> rows(Path document, String heading) throws IOException {
        String[] parts = ("\n" + Files.readString(document)).split("\n## " + Pattern.quote(heading) + "\n", 2);
        if (parts.length < 2) {
            throw new AssertionError(document.getFileName() + " has no heading: " + heading);
        }
        return parts[1].split("\n## ")[0].lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Stream.of(CELL.split(line)).skip(1).map(String::strip).toList())
                .toList();
    }

    /** What stands in a text as code. */
    public static List<String> code(String text) {
        return CODE.matcher(text).results().map(m -> m.group(1)).toList();
    }
}
