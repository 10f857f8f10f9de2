package dev.trustline.virtualdevice.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trustline.virtualdevice.VirtualLab;
import dev.trustline.virtualdevice.io.ConnectionThreads;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** The lab's HTTP server: page at {@code /}, API under {@code /phones} and {@code /hosts}. Thread-safe. */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlServer.class);
    private static final int THREADS = 8;
    private static final int TOKEN_BYTES = 24;
    private static final int BACKLOG = 256;

    static {
        // a tap must not wait for Nagle's algorithm; the JDK's server reads this once
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final String token;
    private final URI uri;
    private final RequestGuard guard;
    private final LabPage page;
    private final PhoneRoutes phones;
    private final HostRoutes hosts;

    private ControlServer(VirtualLab lab, HttpServer server, String token) throws IOException {
        InetSocketAddress bound = server.getAddress();
        String pageToken = newToken();
        this.server = server;
        this.token = token;
        this.uri = URI.create("http://" + hostText(bound.getAddress()) + ":" + bound.getPort() + "/");
        this.guard = new RequestGuard(
                new Authorities(bound), token, pageToken, bound.getAddress().isLoopbackAddress());
        this.page = new LabPage(pageToken);
        this.phones = new PhoneRoutes(lab);
        this.hosts = new HostRoutes(lab);
        this.threads = Executors.newFixedThreadPool(THREADS, ConnectionThreads.factory("lab-http"));
    }

    /** Starts serving; an IOException says that the port is taken. */
    public static ControlServer start(VirtualLab lab, InetSocketAddress address, String token) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "port " + address.getPort() + " on " + address.getHostString()
                            + " is taken; choose another port for the phones' page",
                    e);
        }
        ControlServer control = new ControlServer(lab, server, token);
        server.createContext("/", control::handle);
        server.setExecutor(control.threads);
        server.start();
        return control;
    }

    /** A fresh random token, safe in URLs and headers. */
    public static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Address of the page. */
    public URI uri() {
        return uri;
    }

    /** The bearer token. */
    public String token() {
        return token;
    }

    private static String hostText(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, answer(exchange));
        } catch (RuntimeException e) {
            LOG.errorf(e, "request failed error=%s", e.toString());
        }
    }

    private Answer answer(HttpExchange exchange) {
        Optional<Answer> refusal = guard.refuse(exchange);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        try {
            return route(exchange);
        } catch (IllegalArgumentException e) {
            return Answer.problem(400, "Bad request", e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "request failed error=%s", e.toString());
            return Answer.problem(500, "The lab failed", "see its log");
        }
    }

    private Answer route(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        Query query = Query.of(exchange.getRequestURI());
        boolean action = path.length == 4 && (path[1].equals("phones") || path[1].equals("hosts"));
        String method = exchange.getRequestMethod();
        if (!method.equals(action ? "POST" : "GET")) {
            return Answer.problem(405, "Method not allowed", "GET what there is, POST /phones/{udid}/{action} or /hosts/{name}/{action}");
        }
        if (!action) {
            return show(path, query);
        }
        return path[1].equals("phones") ? phones.act(path[2], path[3], query) : hosts.act(path[2], path[3], query);
    }

    private Answer show(String[] path, Query query) {
        if (path.length == 3 && path[1].equals("phones") && !path[2].isEmpty()) {
            return phones.show(path[2]);
        }
        String name = path.length == 2 ? path[1] : "?";
        return switch (name) {
            case "" -> page.page();
            case "lab.css" -> page.style();
            case "lab.js" -> page.script();
            case "phones" -> phones.list(query);
            case "hosts" -> hosts.list();
            default -> Answer.problem(404, "Nothing here", "the page is at /, the phones at /phones");
        };
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
        headers.set("X-Frame-Options", "DENY");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        answer.headers().forEach(headers::set);
        if (!answer.contentType().isEmpty()) {
            headers.set("Content-Type", answer.contentType());
        }
        boolean empty = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
