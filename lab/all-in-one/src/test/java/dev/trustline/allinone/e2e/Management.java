package dev.trustline.allinone.e2e;

import dev.trustline.allinone.lab.LabPart;
import dev.trustline.allinone.lab.RegistrySide;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Health and metrics of a running service, as a scraper sees them. Immutable. */
final class Management {
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final URI address;

    private Management(URI address) {
        this.address = address;
    }

    static Management of(RegistrySide registry) {
        return new Management(registry.management());
    }

    /** Of usb-watcher or pairing-service, which have one port for everything. */
    static Management of(LabPart part) {
        return at(Integer.parseInt(part.child().spec().environment().get("QUARKUS_HTTP_PORT")));
    }

    static Management at(int port) {
        return new Management(URI.create("http://127.0.0.1:" + port));
    }

    /** Of the three services of the lab. */
    static List<Management> ofAll(RunningLab lab) {
        return List.of(of(lab.lab().registry()), of(lab.lab().hostSide().watcher()), of(lab.lab().hostSide().pairing()));
    }

    /** The status of the readiness check: 200 or 503. */
    int readiness() {
        return get("/q/health/ready").statusCode();
    }

    /** The status of the liveness check: 200 or 503. */
    int liveness() {
        return get("/q/health/live").statusCode();
    }

    /** All metrics as Prometheus scrapes them. */
    String metrics() {
        return get("/q/metrics").body();
    }

    /** Health as text. */
    String health() {
        return get("/q/health").body();
    }

    /** The sum over all samples of that name whose tags contain that text; 0 if there is none. */
    double sum(String name, String tag) {
        return metrics().lines().filter(l -> l.startsWith(name + "{") || l.startsWith(name + " ")).filter(l -> l.contains(tag))
                .mapToDouble(l -> Double.parseDouble(l.substring(l.lastIndexOf(' ') + 1))).sum();
    }

    double sum(String name) {
        return sum(name, "");
    }

    private HttpResponse<String> get(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
