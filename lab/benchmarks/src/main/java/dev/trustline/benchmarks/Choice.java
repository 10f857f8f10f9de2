package dev.trustline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the command line asks for. Immutable.
 *
 * @param names what is to be run: rows, or JMH benchmarks by regular expression; empty for all
 * @param quick small sizes, to see that everything works
 * @param jmh   JMH instead of the pipeline
 * @param help  only the help page
 * @param complaint what is wrong with the command line
 */
record Choice(List<String> names, boolean quick, boolean jmh, boolean help, Optional<String> complaint) {

    static Choice of(List<String> arguments) {
        List<String> names = new ArrayList<>(arguments);
        boolean quick = names.remove("--quick");
        boolean jmh = names.remove("--jmh");
        boolean help = names.remove("--help") | names.remove("-h") | names.remove("--list");
        return new Choice(List.copyOf(names), quick, jmh, help, jmh ? Optional.empty() : complaint(names));
    }

    private static Optional<String> complaint(List<String> names) {
        return names.stream().filter(n -> Rows.named(n).isEmpty()).findFirst()
                .map(n -> "there is no row '" + n + "'; rows: " + Rows.ALL.stream().map(Row::name).collect(Collectors.joining(", ")) + ".");
    }

    /** The rows, in the order of the table. */
    List<Row> rows() {
        return names.isEmpty() ? Rows.ALL : Rows.ALL.stream().filter(r -> names.contains(r.name())).toList();
    }

    static String help(List<Row> rows) {
        return """
                ./trustline bench [ROW…]           measure these rows, or all (about 20 minutes)
                ./trustline bench --quick [ROW…]   small sizes, to see that everything works; the figures mean little
                ./trustline bench --jmh [REGEX…]   JMH: property lists, keys and certificates, TLS handshakes

                Rows:
                """ + rows.stream().map(r -> String.format("  %-16s %s%n", r.name(), r.summary())).collect(Collectors.joining());
    }
}
