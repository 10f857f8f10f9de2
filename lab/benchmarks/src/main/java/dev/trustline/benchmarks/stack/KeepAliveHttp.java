package dev.trustline.benchmarks.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * GETs over connections that stay open, with or without HTTP Basic. The JDK's old client on purpose: it works in the caller's
 * thread, so that on two cores the measuring costs little of what is measured. Thread-safe.
 */
public final class KeepAliveHttp {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 20_000;

    private final URI address;
    private final Optional<String> authorization;

    private KeepAliveHttp(URI address, Optional<String> authorization) {
        this.address = address;
        this.authorization = authorization;
    }

    /** Without authentication. */
    public static KeepAliveHttp open(URI address) {
        return new KeepAliveHttp(address, Optional.empty());
    }

    /** As this user. */
    public static KeepAliveHttp as(String user, String password, URI address) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new KeepAliveHttp(address, Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    /** An answer. */
    public record Answer(int status, String body) {}

    /**
     * Asks.
     *
     * @throws IOException if nobody answers
     */
    public Answer get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.resolve(path).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        authorization.ifPresent(a -> connection.setRequestProperty("Authorization", a));
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The body of an answer that must be 200. */
    public String body(String path) throws BenchFailure {
        try {
            Answer answer = get(path);
            if (answer.status() != 200) {
                throw new BenchFailure(address.resolve(path) + " answered " + answer.status());
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchFailure(address.resolve(path) + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Whether it answers 200 now. */
    public boolean isOk(String path) {
        try {
            return get(path).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
