package dev.trustline.allinone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trustline.allinone.data.LabMemory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trustline status}: which phones trust this lab's host now, as the registry answers by REST. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the phones and their trust, as the running lab answers by REST.")
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".trustline", description = "The lab's data folder (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Override
    public Integer call() {
        return Guarded.run(() -> {
            LabMemory memory = LabMemory.in(data);
            JsonNode items = RegistryDoor.of(data).get("/api/v1/trust").path("items");
            print(items);
            memory.get(LabMemory.LAB_PAGE).ifPresent(page -> System.out.println("\n  " + (someAsk(items) ? "Tap Trust on " : "The phones: ") + page));
            return 0;
        });
    }

    private static void print(JsonNode items) {
        Table table = new Table().row("UDID", "HOST", "NAME", "STATE", "REASON", "SINCE", "ATTACHED");
        items.forEach(i -> table.row(text(i, "udid"), text(i, "host"), text(i, "deviceName"), text(i, "state"), text(i, "reason"), text(i, "since"),
                text(i, "attached")));
        table.lines().forEach(System.out::println);
        if (items.isEmpty()) {
            System.out.println("  No phone was seen yet.");
        }
    }

    private static boolean someAsk(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false).anyMatch(i -> i.path("state").asText().equals("awaiting-trust"));
    }

    private static String text(JsonNode item, String field) {
        return item.path(field).asText("-").replaceAll("\\p{Cntrl}", " ");
    }
}
