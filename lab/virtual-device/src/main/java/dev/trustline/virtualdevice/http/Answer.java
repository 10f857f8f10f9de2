package dev.trustline.virtualdevice.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Status, type and body of a response. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    static Answer noContent() {
        return new Answer(204, "", new byte[0], Map.of());
    }

    static Answer json(Object value, Map<String, String> headers) {
        return new Answer(200, JSON, Json.text(value).getBytes(StandardCharsets.UTF_8), headers);
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, Map.of());
    }

    /** An RFC 9457 problem. */
    static Answer problem(int status, String title, String detail) {
        Map<String, Object> problem = new java.util.LinkedHashMap<>();
        problem.put("status", status);
        problem.put("title", title);
        problem.put("detail", detail);
        return new Answer(
                status, "application/problem+json", Json.text(problem).getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
