package dev.trustline.allinone.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Counts the tests of a run from the XML reports of surefire and failsafe and shows each stage's time against its share.
 * One file without dependencies, so that the script can run it from source when the build itself has failed. Stateless.
 */
public final class TestReport {
    private final List<Suite> suites;
    private final double peersSeconds;
    private final double mavenSeconds;

    TestReport(List<Suite> suites, double peersSeconds, double mavenSeconds) {
        this.suites = List.copyOf(suites);
        this.peersSeconds = peersSeconds;
        this.mavenSeconds = mavenSeconds;
    }

    /** Arguments: the checkout, seconds for the peers, seconds for Maven, Maven's exit code; ends with 0 if all is well. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        TestReport report = new TestReport(read(root), Double.parseDouble(arguments[1]), Double.parseDouble(arguments[2]));
        report.print(System.out);
        boolean built = arguments[3].equals("0");
        if (!built && report.failed() == 0) {
            System.out.println("The build failed outside the tests; Maven's output above says where.");
        }
        System.exit(built && report.failed() == 0 ? 0 : 1);
    }

    /** Every report below the checkout's module folders. */
    static List<Suite> read(Path root) throws IOException {
        List<Suite> suites = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, 6)) {
            for (Path file : files.filter(TestReport::isReport).sorted().toList()) {
                suites.add(suite(root, file));
            }
        }
        return suites;
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        String folder = String.valueOf(file.getParent().getFileName());
        return name.startsWith("TEST-") && name.endsWith(".xml") && (folder.equals("surefire-reports") || folder.equals("failsafe-reports"));
    }

    private static Suite suite(Path root, Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element e = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            Path module = root.relativize(file).getParent().getParent().getParent();
            boolean integration = file.getParent().endsWith("failsafe-reports");
            return new Suite(module.toString().replace('\\', '/'), e.getAttribute("name"), integration, number(e, "time"), (int) number(e, "tests"),
                    (int) (number(e, "failures") + number(e, "errors")), (int) number(e, "skipped"));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is not a test report", e);
        }
    }

    private static double number(Element element, String attribute) {
        String text = element.getAttribute(attribute).replace(",", "");
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    void print(PrintStream out) {
        double tests = suites.stream().filter(s -> Stage.of(s) != Stage.USB).mapToDouble(Suite::seconds).sum(); // that one runs after Maven
        out.println();
        out.println("Stage                     took      share");
        line(out, "build", Math.max(0, mavenSeconds - tests), 5);
        line(out, "peers", peersSeconds, 2);
        for (Stage stage : Stage.values()) {
            List<Suite> those = suites.stream().filter(s -> Stage.of(s) == stage).toList();
            if (those.isEmpty()) {
                out.printf(Locale.ROOT, "%-22s %9s %6d min%n", stage.title, "none", stage.minutes);
            } else {
                line(out, stage.title, those.stream().mapToDouble(Suite::seconds).sum(), stage.minutes);
            }
        }
        suites.stream().filter(s -> s.failed > 0).forEach(s -> out.println("FAILED " + s.failed + " in " + s.name + " (" + s.module + ")"));
        out.println();
        out.println(passed() + " passed, " + failed() + " failed, " + skipped() + " skipped");
    }

    private static void line(PrintStream out, String title, double seconds, int minutes) {
        out.printf(Locale.ROOT, "%-22s %7.1f s %6d min%s%n", title, seconds, minutes, seconds > minutes * 60 ? "   over" : "");
    }

    int passed() {
        return suites.stream().mapToInt(s -> s.tests - s.failed - s.skipped).sum();
    }

    int failed() {
        return suites.stream().mapToInt(s -> s.failed).sum();
    }

    int skipped() {
        return suites.stream().mapToInt(s -> s.skipped).sum();
    }

    /** The stages after build and peers, each with its share in minutes. */
    enum Stage {
        UNIT("unit", 2),
        SERVICES("services", 4),
        PIPELINE("pipeline end to end", 5),
        TRUST("trust scenarios", 5),
        CONSOLE("console and API", 4),
        USB("USB smoke", 8),
        DEPLOY("deploy", 4);

        private final String title;
        private final int minutes;

        Stage(String title, int minutes) {
            this.title = title;
            this.minutes = minutes;
        }

        static Stage of(Suite suite) {
            String simple = suite.name.substring(suite.name.lastIndexOf('.') + 1);
            if (!suite.integration) {
                return UNIT;
            }
            if (suite.module.equals("lab/usb-smoke")) {
                return USB;
            }
            if (simple.startsWith("Deploy")) {
                return DEPLOY;
            }
            if (!suite.module.equals("lab/all-in-one")) {
                return SERVICES;
            }
            return simple.startsWith("Console") ? CONSOLE : simple.startsWith("TrustScenario") || simple.startsWith("OtherHosts") ? TRUST : PIPELINE;
        }
    }

    /** One report: a test class of a module. */
    record Suite(String module, String name, boolean integration, double seconds, int tests, int failed, int skipped) {}
}
