package dev.trustline.allinone.database;

import dev.trustline.allinone.process.StartFailure;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the registry reaches its database. Immutable; never prints the password.
 *
 * @param jdbcUrl  without credentials
 * @param user     the user
 * @param password empty if there is none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    /**
     * Reads {@code postgresql://user:password@host:port/database} (also {@code postgres://}) or a JDBC URL with
     * {@code user} and {@code password} as parameters.
     *
     * @throws StartFailure if it is neither
     */
    public static DatabaseAddress parse(String text) throws StartFailure {
        try {
            String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
            URI uri = URI.create(plain);
            if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().matches("postgres(ql)?")) {
                throw new IllegalArgumentException();
            }
            return of(uri);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("--postgres takes postgresql://user:password@host:port/database or jdbc:postgresql://host:port/database?user=…&password=….", e);
        }
    }

    private static DatabaseAddress of(URI uri) {
        Map<String, String> parameters = parameters(uri.getRawQuery());
        String[] userInfo = uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
        String user = userInfo.length > 0 ? decoded(userInfo[0]) : parameters.remove("user");
        String password = userInfo.length > 1 ? decoded(userInfo[1]) : parameters.remove("password");
        String query = parameters.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining("&"));
        String path = uri.getPath() == null || uri.getPath().length() < 2 ? "/postgres" : uri.getPath();
        String url = "jdbc:postgresql://" + uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + path
                + (query.isEmpty() ? "" : "?" + query);
        return new DatabaseAddress(url, user == null ? "postgres" : user, password == null ? "" : password);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
