package dev.trustline.benchmarks.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The registry's REST API as user {@code operator}, as far as the benchmark asks it. Thread-safe. */
public final class RegistryApi {
    private static final String TRUSTED = "\"state\":\"trusted\"";
    private static final int PAGE = 500;

    private final ObjectMapper mapper = new ObjectMapper();
    private final KeepAliveHttp http;
    private final String host;

    RegistryApi(URI address, String password, String host) {
        this.http = KeepAliveHttp.as("operator", password, address);
        this.host = host;
    }

    /** Whether that phone is trusted: one request for that phone only. */
    public boolean isTrusted(String udid) throws BenchFailure {
        return http.body("/api/v1/trust?udid=" + udid + "&host=" + host).contains(TRUSTED);
    }

    /** Whether all of these phones are trusted. */
    public boolean areTrusted(Collection<String> udids) throws BenchFailure {
        return trusted().containsAll(udids);
    }

    /** All trusted phones of the host. */
    public Set<String> trusted() throws BenchFailure {
        Set<String> udids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = json(http.body("/api/v1/trust?host=" + host + "&state=trusted&limit=" + PAGE + cursor));
            page.path("items").forEach(item -> udids.add(item.path("udid").asText()));
            cursor = page.path("next").isTextual() ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8) : "";
        } while (!cursor.isEmpty());
        return udids;
    }

    private JsonNode json(String body) throws BenchFailure {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw new BenchFailure("the registry's answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
