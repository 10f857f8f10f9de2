package dev.trustline.allinone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.allinone.data.LabMemory;
import dev.trustline.allinone.data.Secrets;
import dev.trustline.allinone.process.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trustline status}: which phones trust this lab's host now, as the registry answers by REST. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the phones and their trust, as the running lab answers by REST.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    @Option(names = "--data", paramLabel = "DIR", defaultValue = ".trustline", description = "The lab's data folder (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Override
    public Integer call() {
        return Guarded.run(() -> {
            LabMemory memory = LabMemory.in(data);
            String rest = memory.get(LabMemory.REST)
                    .orElseThrow(() -> new StartFailure("No lab in " + data.toAbsolutePath().normalize() + ": start one with `./trustline up`."));
            String password = Secrets.read(Path.of(memory.get(LabMemory.PASSWORD_FILE).orElse("")));
            JsonNode items = get(rest, "/api/v1/trust", password).path("items");
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

    private static JsonNode get(String rest, String path, String password) throws StartFailure, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(rest + path)).timeout(ANSWER).header("Authorization", "Basic " + credentials).build();
        try {
            HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StartFailure("The registry at " + rest + " answered " + response.statusCode() + " to " + path + ".");
            }
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new StartFailure("The registry at " + rest + " does not answer: start the lab with `./trustline up`.", e);
        }
    }
}
