package dev.trustline.allinone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code trustline}. Exit codes: 0 all well, 1 something failed while it ran, 2 it could not start or was asked wrongly. */
@Command(
        name = "trustline",
        description = {"Which device trusts which host, since when and why.", ""},
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Two more are the script's own: `trustline test [--full]` builds and proves everything, `trustline build` only builds.",
            "",
            "Begin with:  ./trustline up       then open the page that it prints and tap Trust.",
            "",
            "Independent project; not endorsed by, or connected with, Apple Inc."
        },
        subcommands = {UpCommand.class, StatusCommand.class, BundleCommand.class, DlqCommand.class, BenchCommand.class, HelpCommand.class})
public final class Trustline implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Trustline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        nameVersion(commandLine);
        return commandLine;
    }

    /** {@code -V} of every command; only a jar knows its version. */
    private static void nameVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().version("trustline " + Optional.ofNullable(Trustline.class.getPackage().getImplementationVersion()).orElse("(not packaged)"));
        commandLine.getSubcommands().values().forEach(Trustline::nameVersion);
    }

    /** The checkout in which the script lies; the script passes it. */
    static Path root() {
        return Path.of(System.getProperty("trustline.root", ".")).toAbsolutePath().normalize();
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
