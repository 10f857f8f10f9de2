package dev.trustline.allinone.e2e;

import static dev.trustline.allinone.e2e.RunningLab.FOREIGN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.e2e.Tool.Verb;
import dev.trustline.events.Udid;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The other host on a phone, as a scenario tells of it: a usbmuxd without our services and a tool that this project did not
 * write. It waits for what it is to see; for one thread.
 */
final class OtherHost {
    private static final int PATIENCE = 40;

    private final RunningLab lab;
    private final Tool tool;
    private final Udid phone;
    private String host = FOREIGN;
    private String fingerprint = "";

    OtherHost(RunningLab lab, Tool tool, Udid phone) {
        this.lab = lab;
        this.tool = tool;
        this.phone = phone;
    }

    /** From here on the tool works beside us, on that host of ours. */
    OtherHost beside(String ours) {
        host = ours;
        return this;
    }

    /** Puts the phone on this host's cable, if it is on another one. */
    OtherHost plugs() {
        if (!lab.phones().show(phone).path("host").asText().equals(host)) {
            lab.phones().plug(phone, host);
        }
        return this;
    }

    /** Plugged, asked, and the owner has tapped Trust: the tool has a record that it did not have before. */
    OtherHost isTrusted() throws Exception {
        return plugs().pairs(true);
    }

    /** The tool pairs; the owner taps if asked. One that tries once is told again after the tap. */
    OtherHost pairs(boolean asked) throws Exception {
        CompletableFuture<Void> owner = asked ? CompletableFuture.runAsync(() -> taps("trust")) : CompletableFuture.completedFuture(null);
        Tool.Run first = tool.pair(phone, usbmuxd());
        owner.get();
        Tool.Run run = first.succeeded() ? first : tool.pair(phone, usbmuxd());
        // a phone that leaves the bus after the tap may do so under the second try
        return keeps(run.lostItsConnection() ? tool.pair(phone, usbmuxd()) : run);
    }

    /** The tool pairs by the identity of the organisation that supervises the phone; nobody is asked. */
    OtherHost pairsAsSupervisor() throws Exception {
        return keeps(tool.tell(Verb.PAIR_AS_SUPERVISOR, phone, usbmuxd(), RunningLab.supervisor().words()));
    }

    private OtherHost keeps(Tool.Run pairing) throws Exception {
        assertThat(pairing.succeeded()).as("%s pairs: %s", tool, pairing.output()).isTrue();
        if (host.equals(FOREIGN)) {
            String made = disk().fingerprint(phone);
            assertThat(made).as("a record of its own").isNotEqualTo(fingerprint);
            fingerprint = made;
        }
        return this;
    }

    /** The tool raises the alert and nobody answers it: the tool has failed, the alert stays up. */
    OtherHost isAsked() throws Exception {
        Tool.Running attempt = tool.begin(Verb.PAIR, phone, usbmuxd(), Map.of());
        awaitAlert();
        return failed(tool.waitsForTheTap() ? attempt.isGivenUp() : attempt.ends(), "");
    }

    /** The owner does not trust this host, and the tool says so. */
    OtherHost isDenied() throws Exception {
        Tool.Running attempt = tool.begin(Verb.PAIR, phone, usbmuxd(), Map.of());
        taps("deny");
        Tool.Run first = attempt.ends();
        return failed(tool.waitsForTheTap() ? first : tool.pair(phone, usbmuxd()), tool.denied());
    }

    /** The tool is told that the phone is locked, and gives up. */
    OtherHost findsItLocked() throws Exception {
        return failed(tool.pair(phone, usbmuxd()), tool.locked());
    }

    /** The tool does not get a record, whatever it says. */
    OtherHost cannotPair() throws Exception {
        return failed(tool.pair(phone, usbmuxd()), "");
    }

    /** The tool opens a session with the record at its usbmuxd. */
    OtherHost opensASession() throws Exception {
        Tool.Run run = tool.use(phone, usbmuxd());
        assertThat(run.succeeded()).as("%s uses its record: %s", tool, run.output()).isTrue();
        return this;
    }

    /** The record at its usbmuxd opens no session; a tool that then begins to pair, unasked, is denied. */
    OtherHost isForgotten() throws Exception {
        Tool.Running use = tool.begin(Verb.USE, phone, usbmuxd(), Map.of());
        if (tool.pairsUnasked()) {
            taps("deny");
        }
        return failed(use.ends(), "");
    }

    /** The tool has no record, and nothing of the phone is shown to it. */
    OtherHost isAStranger() throws Exception {
        return failed(tool.use(phone, usbmuxd()), "");
    }

    private OtherHost failed(Tool.Run run, String word) {
        assertThat(run.succeeded()).as("%s: %s", tool, run.output()).isFalse();
        assertThat(run.output()).as("%s", tool).contains(word);
        return this;
    }

    /** The tool ends its trust. */
    OtherHost unpairs() throws Exception {
        Tool.Run run = tool.unpair(phone, usbmuxd());
        assertThat(run.succeeded()).as("%s unpairs: %s", tool, run.output()).isTrue();
        return this;
    }

    /** The tool reads whether the phone may be reached by Wi-Fi. */
    OtherHost readsOfWifi(boolean expected) throws Exception {
        Tool.Run run = tool.tell(Verb.READ_WIFI, phone, usbmuxd(), Map.of());
        assertThat(run.succeeded()).as("%s: %s", tool, run.output()).isTrue();
        assertThat(run.output()).as("%s", tool).containsIgnoringCase(Boolean.toString(expected));
        return this;
    }

    /** The tool lets the phone be reached by Wi-Fi. */
    OtherHost switchesWifiOn() throws Exception {
        Tool.Run run = tool.tell(Verb.SWITCH_WIFI_ON, phone, usbmuxd(), Map.of());
        assertThat(run.succeeded()).as("%s: %s", tool, run.output()).isTrue();
        return this;
    }

    /** Whether the tool saves a record without naming the device, so that usbmuxd tells nobody of it. */
    boolean namesNoDevice() {
        return tool == Tool.GO_IOS;
    }

    /** The record is gone from this host's disk. */
    OtherHost losesRecord() throws Exception {
        Files.delete(disk().record(phone));
        return this;
    }

    private void taps(String answer) {
        awaitAlert();
        lab.phones().act(phone, answer);
    }

    private void awaitAlert() {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(lab.phones().show(phone).path("dialog").asText()).as("screen of %s", phone).isEqualTo("shown"));
    }

    private String usbmuxd() {
        return lab.usbmuxd(host);
    }

    private HostDisk disk() {
        return lab.disk(host);
    }

    /** Holds what lies at the foreign host's usbmuxd, and how many hosts the phone trusts, against what is expected. */
    void mustEnd(OtherHostsScenario.Theirs theirs) throws Exception {
        HostDisk foreign = lab.disk(FOREIGN);
        assertThat(Files.exists(foreign.record(phone))).as("the other host has a record of %s", phone).isEqualTo(theirs.record());
        if (theirs.record()) {
            assertThat(foreign.fingerprint(phone)).as("its record is the one that it made last").isEqualTo(fingerprint);
        }
        assertThat(lab.phones().show(phone).path("trustedHosts").asInt(-1)).as("hosts that %s trusts", phone).isEqualTo(theirs.trustedHosts());
    }
}
