package dev.trustline.allinone.cli;

import dev.trustline.allinone.lab.LabOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What to do with a lab that is up, said to somebody who sees one for the first time. Stateless. */
final class NextSteps {
    static final Path USUAL_DATA = Path.of(".trustline");

    private NextSteps() {
    }

    /** @param password the operator's, where it was generated and may be shown; empty if it was given as a file */
    static List<String> lines(LabOptions options, String password) {
        List<String> lines = new ArrayList<>();
        lines.add("Next:  " + atThePhones(options));
        String data = options.data().equals(USUAL_DATA) ? "" : " --data " + options.data();
        lines.add("       ./trustline status" + data + "   shows which phone trusts this computer (in another terminal)");
        lines.add("       curl -u operator" + (password.isEmpty() ? "" : ":" + password) + " http://127.0.0.1:" + options.httpPort()
                + "/api/v1/trust   gives the same as JSON");
        return lines;
    }

    private static String atThePhones(LabOptions options) {
        if (options.usbmuxd().isPresent()) {
            return "plug in a phone, unlock it and tap Trust on it";
        }
        String page = "http://127.0.0.1:" + options.labHttpPort() + "/";
        return options.autoTrust()
                .map(delay -> "watch below: the phones' owner taps Trust " + delay + " after the question; " + page + " shows the phones")
                .orElse("open " + page + " and tap Trust on a phone");
    }

    /** Where everything stays once the lab has stopped. */
    static String stopped(LabOptions options, Path data) {
        List<String> foreign = Stream.of(options.kafka().map(k -> "the broker " + k).stream(), options.postgres().map(p -> "the database that you named").stream())
                .flatMap(s -> s).toList();
        String kept = "Stopped. The state is kept in " + data;
        return foreign.isEmpty() ? kept + "." : kept + ", and in " + String.join(" and ", foreign) + ", which " + (foreign.size() == 1 ? "runs" : "run") + " on.";
    }
}
