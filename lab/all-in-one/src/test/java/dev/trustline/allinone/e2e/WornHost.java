package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.allinone.e2e.Scenario.Disk;
import dev.trustline.allinone.e2e.StallingUsbmuxd.Step;
import dev.trustline.allinone.lab.HostSide;
import dev.trustline.allinone.lab.LabPart;
import dev.trustline.events.Udid;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.host.HostReported.HostProblem;
import dev.trustline.events.topic.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A host to which everything happens: it is a clone of another one, its vault's key is exchanged and two files of the vault are
 * spoilt, usbmuxd's whole folder is lost, and it dies in the middle of three unpairs. One story, for one thread.
 */
final class WornHost {
    static final String NAME = "lab-worn";
    private static final String FOLDERS = NAME + "-";

    private final RunningLab lab;
    private final Organisation organisation;
    private final List<Actor> phones = new ArrayList<>();
    private final Map<Actor, byte[]> spoilt = new LinkedHashMap<>();
    private final Map<Actor, String> unpairs = new LinkedHashMap<>();
    private LabPart watcher;
    private LabPart pairing;

    WornHost(RunningLab lab, Organisation organisation) {
        this.lab = lab;
        this.organisation = organisation;
    }

    void lives() throws Exception {
        try (StallingUsbmuxd between = new StallingUsbmuxd(lab.usbmuxdPort(NAME))) {
            cloneIsReportedBeforeAnybodyIsAsked();
            denialBlocksTheNextAlert();
            keyIsExchangedAndTwoFilesAreSpoilt();
            lostFolderComesBackWithoutATap(between.address());
            whoIsNotSupervisedIsReported();
            diesWhileItUnpairs(between);
            goesOnWhereItDied();
            nobodyIsAskedWhereThatIsBlocked();
        } finally {
            for (LabPart part : Arrays.asList(pairing, watcher)) {
                if (part != null) {
                    part.stop();
                }
            }
        }
    }

    private Actor plugged() {
        return new Actor(lab, lab.phones().fresh()).plugsInto(NAME);
    }

    /** Five phones are on its cables when it starts, with the SystemBUID of another host, both made by the clock. */
    private void cloneIsReportedBeforeAnybodyIsAsked() throws Exception {
        StrictHost.identifiedByTheClock(lab.phones(), NAME, lab.records(NAME));
        for (int i = 0; i < 5; i++) {
            phones.add(plugged());
        }
        List<String> first = starts(Map.of("PAIRING_AFTER_DENIAL", "block"));
        assertThat(first).as("the first report").anyMatch(t -> t.startsWith("buid-shared: usbmuxd on " + NAME + " has the same SystemBUID as on " + StrictHost.NAME));
        phones.forEach(p -> p.sees("awaiting-trust (dialog-shown)"));
        phones.get(0).hostReports("buid-shared", "put what uuidgen prints").hostReports("buid-guessable", "from the clock")
                .at(StrictHost.NAME).hostReports("buid-shared", "as on " + NAME).hostReports("buid-guessable", "from the clock").at(NAME);
        phones.forEach(p -> p.does("trust").sees("trusted (user-accepted)").isDecidedBy("policy:auto"));
    }

    private void denialBlocksTheNextAlert() {
        Actor p = plugged().sees("awaiting-trust (dialog-shown)").does("deny").sees("denied (user-denied)");
        p.unplugs().plugs().sees("denied (approval-refused)").isDecidedBy("policy:after-denial");
        mustHaveShown(p, 1);
        p.orders("pair").sees("awaiting-trust (dialog-shown)").isDecidedBy("policy:auto").hears("awaiting-trust", "denied", "denied", "awaiting-trust");
        p.does("unplug");
    }

    /** By the command of the packaged service, while that is stopped. */
    private void keyIsExchangedAndTwoFilesAreSpoilt() throws Exception {
        pairing.stop();
        Path key = Path.of(pairing.child().spec().environment().get("PAIRING_VAULT_KEY_FILE"));
        String old = Files.readString(key).strip();
        Path next = lab.newKey(FOLDERS + "next.key");
        assertThat(vault("rotate", "--new-key", next.toString()).output()).contains("sealed anew; all open");
        assertThat(Files.readString(key)).contains(Files.readString(next).strip()).doesNotContain(old);
        assertThat(vault("status")).satisfies(run -> assertThat(run.exitCode()).as(run.output()).isZero());

        for (Actor p : phones.subList(3, 5)) {
            Path file = p.disk().entry(p.phone());
            byte[] whole = Files.readAllBytes(file);
            spoilt.put(p, whole);
            byte[] bytes = p == phones.get(3) ? whole.clone() : Arrays.copyOf(whole, whole.length / 2);
            bytes[bytes.length * 2 / 3] ^= 1;
            Files.write(file, bytes);
        }
        Tool.Run status = vault("status");
        assertThat(status.exitCode()).as(status.output()).isEqualTo(1);
        assertThat(status.output()).contains("2 of them unusable");
    }

    /** usbmuxd begins with an empty folder, and so with another SystemBUID. */
    private void lostFolderComesBackWithoutATap(String usbmuxd) throws Exception {
        lab.phones().actHost(NAME, "lose-records");
        lab.phones().actHost(NAME, "new-buid");
        Map<String, String> settings = new LinkedHashMap<>(organisation.environment());
        settings.putAll(Map.of("PAIRING_NOT_SUPERVISED", "report", "PAIRING_USBMUXD", usbmuxd));
        List<String> first = starts(settings);
        assertThat(first).as("the first report").anyMatch(t -> t.startsWith("buid-changed: usbmuxd has another SystemBUID than before. It cannot be put back through usbmuxd's socket"))
                .anyMatch(t -> t.startsWith("vault-entry-unusable: 2 vault entries cannot be used")).noneMatch(t -> t.startsWith("buid-shared"));

        for (Actor p : phones.subList(0, 3)) {
            p.hears("awaiting-trust", "trusted", "trust.verified").sees("trusted (user-accepted)");
            mustLie(Disk.VAULT_AND_RECORD, p);
            mustHaveShown(p, 1);
        }
        phones.get(0).hostReports("usbmuxd-records-lost", "from the vault").hostReports("vault-entry-unusable", "put back a copy")
                .hostReports("buid-changed", "remove host-identity");
        EndToEnd.within(20).untilAsserted(() -> assertThat(lab.registry().problems(StrictHost.NAME)).as("the other host").noneMatch(t -> t.startsWith("buid-shared")));
        for (Actor p : spoilt.keySet()) {
            byte[] before = Files.readAllBytes(p.disk().entry(p.phone()));
            p.ends(lab.registry().command(p.phone(), NAME, "verify"), "rejected").sees("trusted (user-accepted)");
            mustHaveShown(p, 1);
            assertThat(Files.readAllBytes(p.disk().entry(p.phone()))).as("what is spoilt is left as it is").isEqualTo(before);
        }
    }

    private void whoIsNotSupervisedIsReported() throws Exception {
        Actor p = plugged().sees("prohibited (not-supervised)").isDecidedBy("policy:auto").hears("prohibited");
        mustLie(Disk.VAULT, p);
        mustHaveShown(p, 1);
        p.does("unplug");
    }

    private void diesWhileItUnpairs(StallingUsbmuxd between) {
        for (Step step : Step.values()) {
            Actor p = phones.get(step.ordinal());
            unpairs.put(p, lab.registry().command(p.phone(), NAME, "unpair"));
            EndToEnd.within(20).untilAsserted(() -> assertThat(between.stalled()).contains(step));
            assertThat(trustedHosts(p)).as("hosts that %s trusts when the host dies", p.phone()).isEqualTo(step == Step.DEVICE_NOT_ASKED ? 1 : 0);
            assertThat(Files.exists(p.disk().record(p.phone()))).as("usbmuxd's record of %s when the host dies", p.phone()).isTrue();
        }
        pairing.kill();
    }

    private void goesOnWhereItDied() throws Exception {
        for (Map.Entry<Actor, byte[]> whole : spoilt.entrySet()) {
            Files.write(whole.getKey().disk().entry(whole.getKey().phone()), whole.getValue());
        }
        List<String> first = starts(Map.of("PAIRING_POLICY", "block"));
        assertThat(first).as("the first report").noneMatch(t -> t.startsWith("vault-entry-unusable"));
        for (Map.Entry<Actor, String> unpair : unpairs.entrySet()) {
            Actor p = unpair.getKey().sees("unpaired (by-us)").ends(unpair.getValue(), "done");
            // the device that has not heard of it is proven once more before the command comes again
            EndToEnd.within(10).untilAsserted(() -> assertThat(p.said().stream().distinct()).containsExactly("awaiting-trust", "trusted", "trust.verified", "trust.unpaired"));
            assertThat(trustedHosts(p)).as("hosts that %s trusts", p.phone()).isZero();
            EndToEnd.within(10).untilAsserted(() -> mustLie(Disk.VAULT, p));
            mustHaveShown(p, 1);
        }
        for (Actor p : spoilt.keySet()) {
            // a spoilt file cannot note an answer, so after the crash the command may come again, and is done
            EndToEnd.within(20).untilAsserted(() -> assertThat(p.said().stream().distinct()).containsExactly("awaiting-trust", "trusted", "command.rejected", "trust.verified"));
            p.sees("trusted (user-accepted)");
            mustLie(Disk.VAULT_AND_RECORD, p);
            mustHaveShown(p, 1);
        }
    }

    private void nobodyIsAskedWhereThatIsBlocked() throws Exception {
        Actor p = plugged().sees("denied (approval-refused)").isDecidedBy("policy:block").hears("denied");
        mustLie(Disk.VAULT, p);
        mustHaveShown(p, 0);
    }

    /** Starts the pairing-service with these settings on top; the problems of its first report, before which no phone was asked. */
    private List<String> starts(Map<String, String> further) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("PAIRING_IDENTITY_LOSS_PHONES", "0", "PAIRING_USBMUXD_RECORDS", lab.records(NAME).toString()));
        settings.putAll(further);
        HostSide side = lab.host(NAME, FOLDERS, NAME, RunningLab.environmentWith(settings));
        if (watcher == null) {
            watcher = side.watcher();
            watcher.start();
        }
        pairing = side.pairing();
        Instant start = Instant.now();
        pairing.start();
        pairing.awaitReady();
        ConsumerRecord<String, byte[]> first = EndToEnd.within(10).until(() -> reports().filter(r -> r.timestamp() >= start.toEpochMilli()).findFirst(), Optional::isPresent).orElseThrow();
        for (Actor p : phones) {
            long alert = lab.phones().show(p.phone()).path("alertShownAtEpochMicros").asLong() / 1_000;
            assertThat(alert < start.toEpochMilli() || alert >= first.timestamp()).as("the report is there before %s shows an alert", p.phone()).isTrue();
        }
        return lab.events().read(first, HostReported.class).orElseThrow().data().problems().stream().map(WornHost::text).toList();
    }

    private Stream<ConsumerRecord<String, byte[]>> reports() {
        return lab.events().of(Topic.HOSTS).filter(r -> (NAME + "/pairing-service").equals(r.key()));
    }

    private static String text(HostProblem problem) {
        return problem.code() + ": " + problem.detail();
    }

    private Tool.Run vault(String... words) throws Exception {
        List<String> command = new ArrayList<>(pairing.child().spec().command());
        command.add("vault");
        command.addAll(List.of(words));
        Path output = Files.createTempFile("vault", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(pairing.child().spec().folder().toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(pairing.child().spec().environment());
            Process process = builder.start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("vault %s ends", words[0]).isTrue();
            return new Tool.Run(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private int trustedHosts(Actor p) {
        return lab.phones().show(p.phone()).path("trustedHosts").asInt(-1);
    }

    private void mustHaveShown(Actor p, int alerts) {
        Udid phone = p.phone();
        assertThat(lab.phones().prompts(phone)).as("alerts of %s", phone).isEqualTo(alerts);
    }

    private void mustLie(Disk disk, Actor p) throws Exception {
        JsonNode relation = p.shown();
        p.disk().mustHave(disk, p.phone(), relation.path("recordFingerprint").asText());
    }
}
