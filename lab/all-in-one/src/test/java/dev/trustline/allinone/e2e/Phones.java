package dev.trustline.allinone.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trustline.events.Udid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The virtual phones, through their HTTP API. A case takes phones that no other case has touched. Thread-safe. */
final class Phones {
    static final int COUNT = 220;
    static final String STANDARD = "standard";
    /** The phones that are not like the others, from number 1 on: each is for one case. */
    private static final List<String> ODD = Stream.concat(TrustScenariosIT.rows().map(Scenario::traits).filter(traits -> !traits.equals(STANDARD)),
            OtherHostsScenario.personalities(OtherHostsScenariosIT.rows()).stream()).toList();

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private final String token;
    private final Deque<Udid> fresh = new ConcurrentLinkedDeque<>();
    private final Map<String, Deque<Udid>> odd = new ConcurrentHashMap<>();

    Phones(URI page, String token) {
        this.page = page;
        this.token = token;
        JsonNode all = get("phones");
        for (int number = 1; number <= COUNT; number++) {
            Udid phone = Udid.parse(all.get(number - 1).path("udid").asText());
            (number > ODD.size() ? fresh : odd.computeIfAbsent(ODD.get(number - 1), traits -> new ConcurrentLinkedDeque<>())).add(phone);
        }
    }

    /** The options of the virtual phones' command line that make the odd ones. */
    static List<String> options(Path organisations) {
        return IntStream.range(0, ODD.size()).boxed()
                .flatMap(i -> Stream.of("--personality", (i + 1) + ":" + ODD.get(i).replace(Organisation.FOLDER, organisations.toString()))).toList();
    }

    /** A phone, unplugged, unlocked, never paired. */
    Udid fresh() {
        return fresh.remove();
    }

    /** A phone with that personality, unplugged, never paired. */
    Udid with(String traits) {
        return traits.equals(STANDARD) ? fresh() : odd.getOrDefault(traits, new ConcurrentLinkedDeque<>()).remove();
    }

    void plug(Udid phone) {
        act(phone, "plug?host=" + RunningLab.HOST);
    }

    void plug(Udid phone, String host) {
        act(phone, "plug?host=" + host);
    }

    void act(Udid phone, String action) {
        post("phones/" + phone + "/" + action);
    }

    /** Does something to a host's usbmuxd: {@code lose-records}, {@code new-buid}. */
    void actHost(String host, String action) {
        post("hosts/" + host + "/" + action);
    }

    private void post(String path) {
        HttpRequest request = HttpRequest.newBuilder(page.resolve(path))
                .header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 204) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** How often the alert was raised on this phone. */
    int prompts(Udid phone) {
        return get("phones/" + phone).path("prompts").asInt(-1);
    }

    /** The phone as the API shows it. */
    JsonNode show(Udid phone) {
        return get("phones/" + phone);
    }

    private JsonNode get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page.resolve(path)).header("Authorization", "Bearer " + token).build());
        try {
            return mapper.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
