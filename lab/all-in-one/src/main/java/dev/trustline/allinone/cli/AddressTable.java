package dev.trustline.allinone.cli;

import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.lab.Lab;
import dev.trustline.allinone.process.StartFailure;
import dev.trustline.events.topic.Topic;
import java.util.Arrays;
import java.util.List;

/** The one table of addresses, credentials and topics that {@code trustline up} prints. Stateless. */
final class AddressTable {
    private AddressTable() {
    }

    static List<String> lines(Lab lab) throws StartFailure {
        boolean generated = lab.options().passwordFile().isEmpty();
        Table table = new Table()
                .row("What", "Where", "How")
                .row("----", "-----", "---")
                .row("registry, REST", lab.registry().address() + "/api/v1/trust", "user operator, password "
                        + (generated ? Secrets.read(lab.passwordFile()) : "from " + lab.passwordFile()))
                .row("registry, OpenAPI", lab.registry().address() + "/q/openapi", "")
                .row("registry, health and metrics", lab.registry().management() + "/q/health", "open, on this machine only");
        lab.phones().ifPresent(phones -> table
                .row("virtual phones, page", phones.page().toString(), "tap Trust here; token for its HTTP API in " + phones.tokenFile())
                .row("virtual phones, usbmuxd", phones.usbmuxd(), "USBMUXD_SOCKET_ADDRESS of idevicepair and others" + phones.socket().map(s -> "; also UNIX:" + s).orElse("")));
        lab.options().usbmuxd().ifPresent(address -> table.row("usbmuxd", address, "the phones on this computer's cables"));
        table.row("Kafka", lab.backbone().kafka(), "no credentials")
                .row("PostgreSQL", lab.backbone().database().jdbcUrl(), "user " + lab.backbone().database().user()
                        + (lab.backbone().postgres().isPresent() ? ", password postgres" : ", password as given"))
                .row("data, logs", lab.surroundings().data().root().toString(), "logs in " + lab.surroundings().data().logs());
        topics(table);
        return table.lines();
    }

    private static void topics(Table table) {
        Arrays.stream(Topic.values()).filter(t -> !t.isDeadLetterQueue())
                .forEach(t -> table.row("topic", t.topicName(), t.partitions() + " partitions, cleanup.policy " + t.config().get("cleanup.policy")));
        table.row("dead letter queues", "<topic>.<service>.dlq, " + Topic.deadLetterQueues().size() + " of them", "./trustline dlq list");
    }
}
