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

/** Asks a running lab's registry by REST, as the operator. What it does not answer is one sentence that says what to do. */
final class RegistryDoor {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int WELL = 200;
    private static final int UNKNOWN = 404;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String rest;
    private final String credentials;

    private RegistryDoor(String rest, String password) {
        this.rest = rest;
        this.credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The registry of the lab that keeps its state in that folder. */
    static RegistryDoor of(Path data) throws StartFailure {
        LabMemory memory = LabMemory.in(data);
        String rest = memory.get(LabMemory.REST)
                .orElseThrow(() -> new StartFailure("No lab in " + data.toAbsolutePath().normalize() + ": start one with `./trustline up`."));
        return new RegistryDoor(rest, Secrets.read(Path.of(memory.get(LabMemory.PASSWORD_FILE).orElse(""))));
    }

    /** What it answers to a GET. */
    JsonNode get(String path) throws StartFailure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(rest + path)).timeout(ANSWER).header("Authorization", "Basic " + credentials).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == UNKNOWN) {
                throw new StartFailure(mapper.readTree(response.body()).path("detail").asText("The registry does not know " + path + "."));
            }
            if (response.statusCode() != WELL) {
                throw new StartFailure("The registry at " + rest + " answered " + response.statusCode() + " to " + path + ".");
            }
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new StartFailure("The registry at " + rest + " does not answer: start the lab with `./trustline up`.", e);
        }
    }
}
