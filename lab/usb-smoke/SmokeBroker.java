import dev.trustline.events.device.DeviceAttached;
import dev.trustline.events.device.DeviceDetached;
import dev.trustline.events.device.DeviceEvent;
import dev.trustline.events.envelope.Event;
import dev.trustline.events.envelope.EventCodec;
import dev.trustline.events.envelope.UnreadableEvent;
import dev.trustline.events.host.HostReported;
import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCreation;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;

/**
 * The broker of the USB smoke test, on loopback, and the judge of what arrives on it. Advertises itself to the guest under the
 * address that QEMU's user network gives to this machine. Prints READY and the port, every event, and one verdict: PASS once
 * everything has come in the right order, FAIL after the time limit. Runs until SIGTERM.
 *
 * <p>usage: SmokeBroker FOLDER UDID SECONDS
 */
public final class SmokeBroker {
    private static final String HOST_FROM_GUEST = "10.0.2.2";
    private static final List<String> EXPECTED = List.of("attached libusb", "detached libusb", "attached scan", "detached scan");

    private final EventCodec codec = new EventCodec();
    private final String udid;
    private final List<String> seen = new ArrayList<>();
    private boolean deafnessReported;

    private SmokeBroker(String udid) {
        this.udid = udid;
    }

    public static void main(String[] args) throws Exception {
        int local = freePort();
        int guest = freePort();
        KafkaRaftServer broker = start(Path.of(args[0]), local, guest, freePort());
        Map<String, Object> connection = Map.of("bootstrap.servers", "127.0.0.1:" + local);
        try (Admin admin = Admin.create(connection)) {
            TopicCreation.createMissing(admin, List.of(Topic.values()), (short) 1);
        }
        System.out.println("READY " + guest);
        new SmokeBroker(args[1]).watch(connection, Duration.ofSeconds(Long.parseLong(args[2])));
        broker.awaitShutdown(); // the guest is still there: it ends first
    }

    private static KafkaRaftServer start(Path folder, int local, int guest, int controller) throws Exception {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "LOCAL");
        settings.put("listener.security.protocol.map", "LOCAL:PLAINTEXT,GUEST:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("listeners", "LOCAL://127.0.0.1:" + local + ",GUEST://127.0.0.1:" + guest + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "LOCAL://127.0.0.1:" + local + ",GUEST://" + HOST_FROM_GUEST + ":" + guest);
        settings.put("log.dirs", folder.resolve("broker").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        Path file = folder.resolve("broker.properties");
        try (var out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        StorageTool.execute(new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(PrintStream.nullOutputStream()));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        return server;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void watch(Map<String, Object> connection, Duration limit) {
        long start = System.nanoTime();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : List.of(Topic.DEVICE_EVENTS, Topic.HOSTS)) {
                consumer.partitionsFor(topic.topicName()).forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!isComplete() && System.nanoTime() - start < limit.toNanos()) {
                consumer.poll(Duration.ofMillis(500)).forEach(this::judge);
            }
        }
        System.out.println((isComplete() ? "BROKER PASS " : "BROKER FAIL expected " + EXPECTED + " and hotplug-deaf, got ") + seen
                + ", hotplug-deaf reported: " + deafnessReported);
    }

    private boolean isComplete() {
        return seen.equals(EXPECTED) && deafnessReported;
    }

    private void judge(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(Topic.HOSTS.topicName())) {
                HostReported report = codec.read(record.headers(), record.value(), HostReported.class).data();
                deafnessReported |= report.problems().stream().anyMatch(p -> p.code().equals("hotplug-deaf"));
                return;
            }
            Event<DeviceEvent> event = codec.read(record.headers(), record.value(), DeviceEvent.class);
            boolean isAsked = record.key().equals(udid) && event.data().udid().value().equals(udid);
            String what = event.data() instanceof DeviceAttached a ? "attached " + a.hotplugSource()
                    : "detached " + ((DeviceDetached) event.data()).hotplugSource();
            seen.add(isAsked ? what : "unexpected device " + record.key());
            System.out.println("EVENT " + event.envelope().id() + " " + record.key() + " " + new String(record.value()));
        } catch (UnreadableEvent e) {
            seen.add("unreadable: " + e.getMessage());
        }
    }
}
