package dev.trustline.virtualdevice.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A headless Chromium with one page, spoken to over its DevTools protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {
    private static final Pattern PORT = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern PAGE = Pattern.compile(
            "\"type\":\\s*\"page\".*?\"webSocketDebuggerUrl\":\\s*\"([^\"]+)\"", Pattern.DOTALL);

    private final Process process;
    private final WebSocket socket;
    private final StringBuilder incoming = new StringBuilder();
    private volatile CompletableFuture<String> answer = new CompletableFuture<>();

    Browser(String executable, Path profile, URI page) throws IOException, InterruptedException {
        process = new ProcessBuilder(List.of(
                        executable, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--remote-debugging-port=0", "--user-data-dir=" + profile, page.toString()))
                .redirectErrorStream(true)
                .start();
        HttpClient http = HttpClient.newHttpClient();
        URI target = URI.create(pageSocket(http, devToolsPort()));
        socket = http.newWebSocketBuilder().buildAsync(target, this).join();
    }

    private String devToolsPort() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                Thread drain = new Thread(() -> out.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return matcher.group(1);
            }
        }
        throw new IOException("chromium offers no DevTools");
    }

    private static String pageSocket(HttpClient http, String port) throws IOException, InterruptedException {
        HttpResponse<String> pages = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher matcher = PAGE.matcher(pages.body());
        if (!matcher.find()) {
            throw new IOException("chromium has no page: " + pages.body());
        }
        return matcher.group(1);
    }

    /** The answer to {@code Runtime.evaluate}, as JSON text; promises are awaited. */
    String evaluate(String script) throws InterruptedException, ExecutionException, TimeoutException {
        answer = new CompletableFuture<>();
        socket.sendText(
                "{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"returnByValue\":true,\"awaitPromise\":true,"
                        + "\"expression\":" + Json.text(script) + "}}",
                true);
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        incoming.append(data);
        if (last) {
            answer.complete(incoming.toString());
            incoming.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
