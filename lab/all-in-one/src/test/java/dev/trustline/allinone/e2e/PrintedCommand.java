package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands for Kafka's tools that a program printed, run by a shell to the letter. {@code kafka-configs.sh} is Kafka's own; the
 * class behind {@code kafka-topics.sh} is in none of the broker's jars, so an admin client does what the words say.
 */
final class PrintedCommand {
    private static final Pattern COMMAND = Pattern.compile("(?:create it|set it): (kafka-(?:topics|configs)\\.sh .*)");

    private final ForeignServers servers;
    private final Path tools;

    private PrintedCommand(ForeignServers servers, Path tools) {
        this.servers = servers;
        this.tools = tools;
    }

    /** The tools are put into that folder. */
    static PrintedCommand runner(ForeignServers servers, Path folder) throws Exception {
        String libraries = LauncherProcess.root().resolve("lab/all-in-one/target") + "/kafka-lib/*:" + LauncherProcess.root().resolve("lab/all-in-one/target") + "/lib/*";
        Path tools = Files.createDirectories(folder);
        write(tools.resolve("kafka-configs.sh"), "exec " + Path.of(System.getProperty("java.home"), "bin", "java") + " -Xmx64m -XX:TieredStopAtLevel=1 -cp '"
                + libraries + "' kafka.admin.ConfigCommand \"$@\"");
        write(tools.resolve("kafka-topics.sh"), "printf '%s\\n' \"$@\"");
        return new PrintedCommand(servers, tools);
    }

    private static void write(Path script, String line) throws Exception {
        Files.writeString(script, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The commands in that text, each once. */
    static Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    void run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        if (command.startsWith("kafka-topics.sh")) {
            create(output.lines().toList());
        }
    }

    private void create(List<String> words) throws Exception {
        assertThat(words).contains("--create").containsSubsequence("--bootstrap-server", servers.kafka());
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("--config")) {
                String[] parts = words.get(i + 1).split("=", 2);
                settings.put(parts[0], parts[1]);
            }
        }
        servers.createTopic(after(words, "--topic"), Integer.parseInt(after(words, "--partitions")), settings);
    }

    private static String after(List<String> words, String option) {
        return words.get(words.indexOf(option) + 1);
    }
}
