package dev.trustline.virtualdevice.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may ask. Host must be the lab's own name; a browser's {@code Origin} and {@code Sec-Fetch-Site} must say
 * same origin; a change carries the page's header or the bearer token. On loopback anybody on this machine may read;
 * elsewhere reading needs the token too.
 */
final class RequestGuard {
    /** The header in which the page sends the token that was put into it. */
    static final String PAGE_HEADER = "X-Lab-Token";

    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final String BEARER = "Bearer ";

    private final Authorities authorities;
    private final byte[] token;
    private final byte[] pageToken;
    private final boolean open;

    RequestGuard(Authorities authorities, String token, String pageToken, boolean open) {
        this.authorities = authorities;
        this.token = bytes(token);
        this.pageToken = bytes(pageToken);
        this.open = open;
    }

    /** The refusal, or empty when the request may go on. */
    Optional<Answer> refuse(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !authorities.contains(hosts.get(0))) {
            return Optional.of(Answer.problem(403, "Wrong Host", "address the lab by the name that it is bound to"));
        }
        if (isForeign(exchange, hosts.get(0))) {
            return Optional.of(Answer.problem(403, "Wrong origin", "pages of other origins may not use this lab"));
        }
        boolean reads = exchange.getRequestMethod().equals("GET");
        boolean allowed = reads ? mayRead(exchange) : isAuthentic(headers);
        return allowed
                ? Optional.empty()
                : Optional.of(Answer.problem(
                        401, "Token missing or wrong", "send 'Authorization: Bearer <token>'; the lab prints its token"));
    }

    private static boolean isForeign(HttpExchange exchange, String host) {
        Headers headers = exchange.getRequestHeaders();
        boolean otherOrigin =
                headers.getOrDefault("Origin", List.of()).stream().anyMatch(origin -> !origin.equals("http://" + host));
        boolean otherSite =
                headers.getOrDefault("Sec-Fetch-Site", List.of()).stream().anyMatch(site -> !OWN_SITES.contains(site));
        return otherOrigin || otherSite && !opensThePage(exchange);
    }

    /** Following a link to the page is harmless: the other page can neither read nor frame what comes. */
    private static boolean opensThePage(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return exchange.getRequestMethod().equals("GET")
                && exchange.getRequestURI().getPath().equals("/")
                && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
                && "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }

    private boolean mayRead(HttpExchange exchange) {
        return open
                || isAsset(exchange.getRequestURI().getPath())
                || isAuthentic(exchange.getRequestHeaders())
                || Query.of(exchange.getRequestURI()).first("token").filter(this::isToken).isPresent();
    }

    /** Style and script hold nothing of the lab, and a page cannot give its links a header. */
    private static boolean isAsset(String path) {
        return path.equals("/lab.css") || path.equals("/lab.js");
    }

    private boolean isAuthentic(Headers headers) {
        String authorization = headers.getFirst("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER) && isToken(authorization.substring(BEARER.length()));
        }
        String fromPage = headers.getFirst(PAGE_HEADER);
        return fromPage != null && MessageDigest.isEqual(pageToken, bytes(fromPage));
    }

    private boolean isToken(String text) {
        return MessageDigest.isEqual(token, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
