package dev.trustline.virtualdevice.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Parameters of a request's query, the first of each name. */
record Query(Map<String, String> values) {

    static Query of(URI uri) {
        Map<String, String> values = new HashMap<>();
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String part : raw.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number from 0 up. Throws IllegalArgumentException with a sentence for anything else. */
    int number(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(name + " is a whole number from 0 up, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
