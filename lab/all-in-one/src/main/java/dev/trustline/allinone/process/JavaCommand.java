package dev.trustline.allinone.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of child JVMs, run by the same JDK as the launcher. */
public final class JavaCommand {
    /** Small and quick to start: one heap of 64 MB, the serial collector, the first compiler only. */
    public static final List<String> SMALL = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private JavaCommand() {
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
