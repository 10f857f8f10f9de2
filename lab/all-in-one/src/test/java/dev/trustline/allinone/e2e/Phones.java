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
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The virtual phones, through their HTTP API. A case takes phones that no other case has touched. Thread-safe. */
final class Phones {
    static final int COUNT = 60;
    static final int RE_ENUMERATES = 1;
    static final int LOST_NOTIFICATION = 2;
    private static final int FIRST_PLAIN = 3;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private final String token;
    private final JsonNode all;
    private final Deque<Udid> fresh = new ConcurrentLinkedDeque<>();

    Phones(URI page, String token) {
        this.page = page;
        this.token = token;
        this.all = get("phones");
        for (int number = FIRST_PLAIN; number <= COUNT; number++) {
            fresh.add(number(number));
        }
    }

    /** A phone, unplugged, unlocked, never paired. */
    Udid fresh() {
        return fresh.remove();
    }

    /** The phone with that number, from 1. */
    Udid number(int number) {
        return Udid.parse(all.get(number - 1).path("udid").asText());
    }

    void plug(Udid phone) {
        act(phone, "plug?host=" + RunningLab.HOST);
    }

    void plug(Udid phone, String host) {
        act(phone, "plug?host=" + host);
    }

    void act(Udid phone, String action) {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("phones/" + phone + "/" + action))
                .header("Authorization", "Bearer " + token).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 204) {
            throw new AssertionError(action + " on " + phone + " answered " + answer.statusCode() + ": " + answer.body());
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
