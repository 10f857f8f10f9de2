package dev.trustline.allinone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trustline.allinone.lab.HostSide;
import dev.trustline.events.device.Connection;
import dev.trustline.events.Udid;
import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.envelope.Envelope;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.EventId;
import dev.trustline.events.envelope.EventSource;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.producer.KafkaRecords;
import dev.trustline.events.topic.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A host that lets nobody be asked whom its allow-list does not name, that raises two alerts a day on a device, and that holds a
 * device whose owner has said no. Its list is changed while it runs, by one case at a time.
 */
final class StrictHost {
    static final String NAME = "lab-strict";
    /** The kind of device that its list refuses. */
    static final String TABLET = "model=iPad14,1";
    /** The port whose devices its list allows. */
    static final String PORT = "7-1.4";
    static final int ALERTS_PER_DAY = 2;
    /** What usbmuxd makes of that second, by the clock alone. */
    static final String BUID_OF_THE_CLOCK = "1C4C472B-C6B5-BE06-EA13-5F70416A230A";
    static final Instant SECOND_OF_THE_BUID = Instant.ofEpochSecond(1_764_000_000);

    private final Path list;
    private final List<String> rules = new ArrayList<>(List.of("refuse product=iPad* name=tablets", "allow port=" + PORT + " name=front"));
    private HostSide side;

    /** Something that is done while the list cannot be read. */
    interface Case {
        void run() throws Exception;
    }

    StrictHost(Path folder) throws IOException {
        this.list = folder.resolve("allow-list");
        write(rules);
    }

    /** What its pairing-service is told beside the usual. */
    Map<String, String> environment(Path records) {
        return Map.of("PAIRING_POLICY", "allow-list", "PAIRING_ALLOW_LIST_FILE", list.toString(), "PAIRING_ALLOW_LIST_RELOAD", "200ms",
                "PAIRING_AFTER_DENIAL", "hold", "PAIRING_ALERTS_PER_DAY", Integer.toString(ALERTS_PER_DAY), "PAIRING_DETACH_GRACE", "1S",
                "PAIRING_IDENTITY_LOSS_PHONES", "0", "PAIRING_USBMUXD_RECORDS", records.toString());
    }

    void runsAs(HostSide its) {
        this.side = its;
    }

    /** usbmuxd was first started in that second, which its SystemBUID gives away. */
    static void identifiedByTheClock(Phones phones, String host, Path records) throws IOException {
        phones.actHost(host, "new-buid?buid=" + BUID_OF_THE_CLOCK);
        Files.setLastModifiedTime(records.resolve("SystemConfiguration.plist"), FileTime.from(SECOND_OF_THE_BUID));
    }

    /** Adds a rule at the end and waits until it is in force. */
    synchronized void rule(String rule) throws IOException {
        rules.add(rule);
        write(rules);
        EndToEnd.within(10).untilAsserted(() -> assertThat(Files.readString(side.pairing().child().log().file())).contains(" rules=" + rules.size() + System.lineSeparator()));
    }

    /** Spoils the list, does this, and mends the list. */
    synchronized void whileBroken(Case what) throws Exception {
        List<String> spoilt = new ArrayList<>(rules);
        spoilt.add("allow everybody");
        write(spoilt);
        try {
            what.run();
        } finally {
            write(rules);
        }
    }

    /** Says what a watcher with libusb says, which knows the port; one with usbmuxd does not. As if it came late, so that the registry passes over it. */
    static void isAtPort(RunningLab lab, Udid phone, String port) throws Exception {
        long epoch = lab.events().events(Topic.HOSTS, HostReported.class, NAME + "/usb-watcher").mapToLong(e -> e.envelope().id().epoch()).max().orElseThrow();
        Envelope envelope = Envelope.of(new EventId(epoch, 1), EventSource.of(NAME, EventSource.USB_WATCHER), Instant.now(), 0);
        DeviceAttached attached = new DeviceAttached(phone, NAME, Connection.USB, port, null, null, null, "libusb");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, lab.kafka(), ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new KafkaRecords(new EventCodec()).device(new Event<>(envelope, attached))).get(20, TimeUnit.SECONDS);
        }
    }

    /** At once, as an editor does: no half of it is ever read. */
    private void write(List<String> lines) throws IOException {
        Path other = Files.writeString(list.resolveSibling("allow-list.new"), String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        Files.move(other, list, StandardCopyOption.ATOMIC_MOVE);
    }
}
