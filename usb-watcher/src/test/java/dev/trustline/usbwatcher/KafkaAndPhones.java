package dev.trustline.usbwatcher;

import dev.trustline.events.topic.Topic;
import dev.trustline.events.topic.TopicCreation;
import dev.trustline.virtualdevice.HostOptions;
import dev.trustline.virtualdevice.LabOptions;
import dev.trustline.virtualdevice.VirtualLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker behind a link that can be cut, and a lab of three virtual phones, for as long as the tests run. */
public class KafkaAndPhones implements QuarkusTestResourceLifecycleManager {
    static final String HOST = "lab-1";
    private static VirtualLab lab;
    private static CuttableLink link;

    private EmbeddedKafkaBroker broker;

    static VirtualLab lab() {
        return lab;
    }

    static CuttableLink link() {
        return link;
    }

    static String bootstrapServers() {
        return "127.0.0.1:" + link.port();
    }

    @Override
    public Map<String, String> start() {
        try {
            int port = freePort();
            link = new CuttableLink(port);
            broker = new EmbeddedKafkaBroker().withNodeId(1).withKafkaHost("127.0.0.1").withKafkaPort(port)
                    .withAdvertisedListeners("PLAINTEXT://127.0.0.1:" + link.port()).start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
                TopicCreation.createMissing(admin, List.of(Topic.values()), (short) 1);
            }
            lab = VirtualLab.start(LabOptions.builder().phones(3).host(HostOptions.onFreePort(HOST)).withoutHttp().build());
            return Map.of(
                    "kafka.bootstrap.servers", bootstrapServers(),
                    "usb-watcher.host", HOST,
                    "usb-watcher.source", "usbmux",
                    "usb-watcher.usbmuxd", "127.0.0.1:" + lab.host().muxAddress().orElseThrow().getPort(),
                    "usb-watcher.data-dir", Files.createTempDirectory("usb-watcher").toString(),
                    "usb-watcher.report-interval", "2s");
        } catch (Exception e) {
            throw new IllegalStateException("broker or lab did not start", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
