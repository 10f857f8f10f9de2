package dev.trustline.allinone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a child process is started. Immutable.
 *
 * @param name        its name in messages and of its log file
 * @param command     program and arguments
 * @param environment variables added to the launcher's own
 * @param folder      working directory
 */
public record ChildSpec(String name, List<String> command, Map<String, String> environment, Path folder) {
    public ChildSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The variables may hold secrets, so only their names are shown. */
    @Override
    public String toString() {
        return name + environment.keySet();
    }
}
