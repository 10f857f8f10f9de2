package dev.trustline.allinone.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a child is ready, and notices at once when it ends instead. Thread-safe. */
public final class Readiness {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Readiness() {
    }

    /**
     * Waits until the condition holds.
     *
     * @throws StartFailure if the child ends first or the time is over, with its last log lines
     */
    public static void await(ChildProcess child, Duration time, BooleanSupplier ready) throws StartFailure, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!ready.getAsBoolean()) {
            if (child.endsWithin(INTERVAL)) {
                throw child.diedAtStart();
            }
            if (System.nanoTime() > deadline) {
                throw child.notReadyWithin(time);
            }
        }
    }

    /** Whether a GET of that address answers 200 now. */
    public static boolean answersOk(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
