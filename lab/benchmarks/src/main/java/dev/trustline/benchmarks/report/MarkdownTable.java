package dev.trustline.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;

/** The table for people. Stateless. */
public final class MarkdownTable {
    private static final String HEAD = """
            | figure | measured | target | met | peer | how, and why not |
            |---|---|---|---|---|---|
            """;

    private MarkdownTable() {
    }

    /** All figures in their order, one line each. */
    public static String of(List<Figure> figures) {
        return HEAD + figures.stream().map(MarkdownTable::line).collect(Collectors.joining());
    }

    /** One figure as a line of the table. */
    public static String line(Figure figure) {
        return "| " + String.join(" | ",
                cell(figure.name()),
                cell(measured(figure.reading(), figure.unit())),
                cell(figure.target().map(t -> t.text(figure.reading())).orElse("")),
                figure.met().map(m -> m ? "yes" : "**no**").orElse(""),
                cell(figure.peer().map(p -> p.name() + ": " + measured(p.reading(), figure.unit())).orElse("")),
                cell(figure.note())) + " |\n";
    }

    private static String measured(Reading reading, String unit) {
        String suffix = unit.equals("1") ? "" : " " + unit;
        if (reading instanceof Reading.One one) {
            return Numbers.text(one.value()) + suffix;
        }
        if (reading instanceof Reading.Spread spread) {
            return "p50 " + Numbers.text(spread.p50()) + ", p99 " + Numbers.text(spread.p99()) + suffix;
        }
        return "not measured";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\R", " ");
    }
}
