package dev.trustline.allinone.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The self-test's findings as lines for a terminal, with the systemd drop-in that mends what can be mended so. Stateless. */
public final class DaemonReport {
    private static final String DROP_IN = "/etc/systemd/system/usbmuxd.service.d/trustline.conf";

    private DaemonReport() {
    }

    /** The lines; one that says that all is well if nothing was found. */
    public static List<String> lines(List<Finding> findings) {
        return lines(findings, DaemonSelfTest.unitCommandLine(new Machine(Path.of("/"))));
    }

    static List<String> lines(List<Finding> findings, String unitCommandLine) {
        if (findings.isEmpty()) {
            return List.of("usbmuxd: nothing to mend was found.");
        }
        List<String> lines = new ArrayList<>();
        findings.forEach(f -> lines.add("usbmuxd PROBLEM " + f.code() + ": " + f.detail()));
        if (findings.stream().anyMatch(Finding::mended)) {
            lines.add("");
            lines.add("This mends it. Write it, as root, to " + DROP_IN + ":");
            dropIn(unitCommandLine).forEach(line -> lines.add("    " + line));
            lines.add("then: systemctl daemon-reload && systemctl restart usbmuxd. From then on this program must run as root or in the group plugdev.");
        }
        lines.add("");
        return lines;
    }

    private static List<String> dropIn(String unitCommandLine) {
        String command = UsbmuxdOptions.of(unitCommandLine).hasPreflight() ? unitCommandLine + " --no-preflight" : unitCommandLine;
        return List.of(
                "[Service]",
                "ExecStart=",
                "ExecStart=" + command,
                // usbmuxd opens the record folder to its group (02775) when it drops privileges, after its socket is there: so close it after that.
                "ExecStartPost=+/bin/sh -c 'for i in 1 2 3 4 5; do [ -S /var/run/usbmuxd ] && break; sleep 1; done; sleep 1; "
                        + "chmod 0700 /var/lib/lockdown && chgrp plugdev /var/run/usbmuxd && chmod 0660 /var/run/usbmuxd'");
    }
}
