package dev.trustline.allinone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.Udid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The registry's REST API as user {@code operator}. Keeps every answer, so that the last case can scan them all. */
final class Registry {
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI address;
    private final String authorization;
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    Registry(URI address, String password) {
        this.address = address;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The relation as REST shows it, or empty if the registry knows none. */
    Optional<JsonNode> relation(Udid phone, String host) {
        JsonNode items = get("/api/v1/trust?udid=" + phone + "&host=" + host).path("items");
        return items.isEmpty() ? Optional.empty() : Optional.of(items.get(0));
    }

    /** {@code state (reason)} of the relation; {@code none} if there is none, {@code away} if the registry does not answer. */
    String state(Udid phone, String host) {
        try {
            return relation(phone, host).map(r -> r.path("state").asText() + " (" + r.path("reason").asText() + ")").orElse("none");
        } catch (UncheckedIOException e) {
            return "away";
        }
    }

    /** The states through which the relation went, oldest first, as {@code state (reason)}. */
    List<String> history(Udid phone, String host) {
        List<String> states = new ArrayList<>();
        for (JsonNode item : get("/api/v1/trust/" + phone + "/" + host + "/history").path("items")) {
            states.add(0, item.path("to").asText() + " (" + item.path("reason").asText() + ")");
        }
        return states;
    }

    /** All relations of a host, over all pages. */
    List<JsonNode> relationsOf(String host) {
        List<JsonNode> all = new ArrayList<>();
        String next = null;
        do {
            JsonNode page = get("/api/v1/trust?limit=500&host=" + host + (next == null ? "" : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            page.path("items").forEach(all::add);
            next = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (next != null);
        return all;
    }

    /** The hosts. */
    JsonNode hosts() {
        return get("/api/v1/hosts");
    }

    /** What is wrong with a host, as {@code code: detail}. */
    List<String> problems(String host) {
        List<String> found = new ArrayList<>();
        for (JsonNode item : hosts().path("items")) {
            if (item.path("host").asText().equals(host)) {
                item.path("services").forEach(s -> s.path("problems").forEach(p -> found.add(p.path("code").asText() + ": " + p.path("detail").asText())));
            }
        }
        return found;
    }

    /** Asks a host to do something with a phone and returns the command's id. */
    String command(Udid phone, String host, String verb) {
        return commandAt("/api/v1/trust/" + phone + "/" + host + "/commands", verb);
    }

    /** Asks a host to do something with all its phones and returns the command's id. */
    String command(String host, String verb) {
        return commandAt("/api/v1/hosts/" + host + "/commands", verb);
    }

    /** Who holds the whole host, empty if nobody does. */
    String holderOf(String host) {
        for (JsonNode item : hosts().path("items")) {
            if (item.path("host").asText().equals(host)) {
                return item.path("held").path("heldBy").asText();
            }
        }
        return "";
    }

    /** Asks a host to end the trust of another one that is lost, or is taken for lost, and returns the command's id. */
    String unpairLostHost(Udid phone, String host, String lost) {
        return commandAt("/api/v1/trust/" + phone + "/" + host + "/commands", "unpair-lost-host", ",\"lostHost\":\"" + lost + "\",\"force\":true");
    }

    private String commandAt(String path, String verb) {
        return commandAt(path, verb, "");
    }

    private String commandAt(String path, String verb, String more) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"command\":\"" + verb + "\"" + more + "}")));
        if (answer.statusCode() != 202) {
            throw new AssertionError(verb + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return json(answer.body()).path("id").asText();
    }

    /** What became of a command: {@code accepted}, {@code done}, {@code rejected} or {@code expired}. */
    String outcome(String command) {
        return get("/api/v1/commands/" + command).path("status").asText();
    }

    /** Why it came to that, empty if nobody said. */
    String reason(String command) {
        return get("/api/v1/commands/" + command).path("reason").asText();
    }

    /** What a person is told to do about a relation. */
    JsonNode help(Udid phone, String host) {
        return get("/api/v1/trust/" + phone + "/" + host + "/help");
    }

    /** Status and body of a GET, whatever it is. */
    HttpResponse<String> answerTo(String path) {
        return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    /** Every body that was answered in this run. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = answerTo(path);
        if (answer.statusCode() >= 500) {
            throw new UncheckedIOException(new IOException(path + " answered " + answer.statusCode()));
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return json(answer.body());
    }

    private JsonNode json(String body) {
        try {
            return mapper.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(Duration.ofSeconds(10)).header("Authorization", authorization).build(),
                    HttpResponse.BodyHandlers.ofString());
            answers.add(answer.headers().map() + answer.body());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
