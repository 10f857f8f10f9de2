package dev.trustline.allinone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The log file of a child: the run before the current one is kept beside it as {@code .1}. Thread-safe. */
public final class ChildLog {
    private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ (more|common))");

    private final Path file;

    private ChildLog(Path file) {
        this.file = file;
    }

    /** The log of that child in that folder. */
    public static ChildLog in(Path folder, String child) {
        return new ChildLog(folder.resolve(child + ".log"));
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** Puts the run before aside. */
    void rotate() throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines, oldest first; empty if there is nothing to read. */
    public List<String> lastLines(int count) {
        List<String> lines = lines();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The same without the frames of stack traces, which tell a person nothing. */
    public List<String> lastTellingLines(int count) {
        List<String> lines = lines().stream().filter(line -> !line.isBlank() && !FRAME.matcher(line).lookingAt()).toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The first line that begins so. */
    public Optional<String> lineBeginning(String text) {
        return lines().stream().filter(line -> line.startsWith(text)).findFirst();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList() : List.of();
        } catch (IOException e) {
            return List.of("(" + file + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
