package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.events.Udid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/** A phone, its owner and an operator, as a scenario tells of them. They wait for what they are to see; for one thread. */
final class Actor {
    private static final int PATIENCE = 25;

    private final RunningLab lab;
    private final Udid phone;
    private String host = RunningLab.HOST;

    Actor(RunningLab lab, Udid phone) {
        this.lab = lab;
        this.phone = phone;
    }

    Udid phone() {
        return phone;
    }

    /** Puts the phone on the cable of the host where it was last; at first of the lab's own. */
    Actor plugs() {
        lab.phones().plug(phone, host);
        return this;
    }

    /** From here on everything is about that host; puts the phone on its cable. */
    Actor plugsInto(String other) {
        host = other;
        return plugs();
    }

    /** From here on everything is about that host; the cable stays where it is. */
    Actor at(String other) {
        host = other;
        return this;
    }

    /** Pulls the cable and waits until the registry shows it. */
    Actor unplugs() {
        does("unplug");
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(shown().path("attached").asBoolean(true)).as("%s is attached", phone).isFalse());
        return this;
    }

    /** Does something with the phone, as its API names it: {@code trust}, {@code deny}, {@code reset}, … */
    Actor does(String action) {
        lab.phones().act(phone, action);
        return this;
    }

    /** Tries what the phone does not let its owner do now. */
    Actor cannot(String action) {
        assertThatThrownBy(() -> does(action)).as("%s on %s", action, phone).isInstanceOf(AssertionError.class).hasMessageContaining("answered 409");
        return this;
    }

    /** Waits until the registry knows of it. */
    Actor isSeen() {
        EndToEnd.within(PATIENCE).until(() -> lab.registry().relation(phone, host).isPresent());
        return this;
    }

    /** Waits until the registry shows this state and reason. */
    Actor sees(String state) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(lab.registry().state(phone, host)).as("%s at %s", phone, host).isEqualTo(state));
        return this;
    }

    /** Waits until the phone shows this: {@code none}, {@code shown}, {@code passcode}, {@code accepted}, {@code denied}. */
    Actor screen(String dialog) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(lab.phones().show(phone).path("dialog").asText()).as("screen of %s", phone).isEqualTo(dialog));
        return this;
    }

    /** Waits until a host hears of it when the phone asks its owner something. */
    Actor isListenedTo() {
        return shows(() -> lab.phones().show(phone), "/promptObservers", "1");
    }

    /** Waits until something is shown with this value at that place. */
    Actor shows(Supplier<JsonNode> what, String place, String value) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(what.get().at(place).asText()).as("%s of %s", place, phone).isEqualTo(value));
        return this;
    }

    /** Waits until the host has said so much, by type, without {@code pairing.}. */
    Actor hears(String... types) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(said()).as("%s at %s", phone, host).containsExactly(types));
        return this;
    }

    /** What the host has said of the phone so far, by type, without {@code pairing.}. */
    java.util.List<String> said() {
        return lab.events().results(phone, host).stream().map(t -> t.replaceFirst("^pairing\\.", "")).toList();
    }

    /** Gives the host a command and waits until it has done it. */
    Actor orders(String verb) {
        ends(lab.registry().command(phone, host, verb), "done");
        return this;
    }

    /** Has the device verified; the command is rejected where the end of the trust was noticed before it came. */
    Actor looksAgain() {
        lab.registry().command(phone, host, "verify");
        return this;
    }

    /** Gives the host a command and waits until it has said why it will not act on it. */
    Actor isRefused(String verb, String why) {
        String command = lab.registry().command(phone, host, verb);
        ends(command, "rejected");
        assertThat(lab.registry().reason(command)).as("why %s is rejected", verb).isEqualTo(why);
        return this;
    }

    /** What a person is told to do. */
    JsonNode help() {
        return lab.registry().help(phone, host);
    }

    /** Waits until a command has come to this. */
    Actor ends(String command, String outcome) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(lab.registry().outcome(command)).as("outcome of %s", command).isEqualTo(outcome));
        return this;
    }

    /** Waits until the registry shows who decided, a rule or a person. */
    Actor isDecidedBy(String who) {
        return shows(this::shown, "/decidedBy", who);
    }

    /** Waits until the host has reported such a problem, in words that hold this. */
    Actor hostReports(String code, String words) {
        EndToEnd.within(PATIENCE).untilAsserted(() -> assertThat(lab.registry().problems(host)).as("problems of %s", host)
                .anyMatch(t -> t.startsWith(code + ": ") && t.contains(words)));
        return this;
    }

    /** Plugged, and the alert is up. */
    Actor isAsked() {
        return plugs().sees("awaiting-trust (dialog-shown)");
    }

    /** Plugged, asked, and the owner has tapped Trust. */
    Actor isTrusted() {
        return isAsked().does("trust").sees("trusted (user-accepted)");
    }

    /** usbmuxd's record of the phone is gone from this host's disk. */
    Actor losesRecord() throws IOException {
        Files.delete(disk().record(phone));
        return this;
    }

    /** Trusted here, and what lies at this host's usbmuxd is the record of a second host that the phone trusts too. */
    Actor isTrustedWithAnotherRecordAtUsbmuxd() throws IOException {
        String here = host;
        at(RunningLab.ASKING).plugs().isApproved().unplugs();
        Path other = disk().record(phone);
        at(here).isTrusted();
        Files.copy(other, disk().record(phone), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** Where a person approves each alert: approved, asked, and the owner has tapped Trust. */
    Actor isApproved() {
        return sees("awaiting-approval (policy-asks)").orders("approve").sees("awaiting-trust (dialog-shown)").does("trust").sees("trusted (user-accepted)");
    }

    /** The relation as REST shows it. */
    JsonNode shown() {
        return lab.registry().relation(phone, host).orElseThrow(() -> new AssertionError("nothing is known of " + phone + " at " + host));
    }

    /** What the host last reported of itself that is wrong, as REST shows it. */
    String problemsOfHost() {
        for (JsonNode item : lab.registry().hosts().path("items")) {
            if (item.path("host").asText().equals(host)) {
                return item.path("services").findValues("problems").toString();
            }
        }
        throw new AssertionError("nothing is known of host " + host);
    }

    /** This host's disk. */
    HostDisk disk() {
        return lab.disk(host);
    }

    RunningLab lab() {
        return lab;
    }
}
