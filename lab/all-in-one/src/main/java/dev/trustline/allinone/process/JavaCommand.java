package dev.trustline.allinone.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of child JVMs, run by the same JDK as the launcher. */
public final class JavaCommand {
    private static final String CLASSES = "app-cds.jsa";

    private JavaCommand() {
    }

    /**
     * Runs a service's jar, from the jar's own folder: the archive of its classes, where the build has made one, holds for
     * that folder only. An archive of another Java is passed over.
     */
    public static List<String> service(List<String> options, Path jar) {
        List<String> all = new ArrayList<>(options);
        if (Files.isRegularFile(jar.resolveSibling(CLASSES))) {
            all.addAll(List.of("-XX:SharedArchiveFile=" + CLASSES, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        return command(all, List.of("-jar", jar.getFileName().toString()));
    }

    /** Runs a jar. */
    public static List<String> jar(List<String> options, Path jar, String... arguments) {
        return command(options, List.of("-jar", jar.toString()), arguments);
    }

    /** Runs a main class. */
    public static List<String> main(List<String> options, List<Path> classPath, String mainClass, String... arguments) {
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return command(options, List.of("-cp", path, mainClass), arguments);
    }

    private static List<String> command(List<String> options, List<String> what, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(what);
        command.addAll(Arrays.asList(arguments));
        return command;
    }
}
