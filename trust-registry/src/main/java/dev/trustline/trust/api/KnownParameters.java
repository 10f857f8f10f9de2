package dev.trustline.trust.api;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A query parameter that the resource does not know is a mistake that must not be passed over: {@code ?udids=} would list
 * every relation there is. So is one that is given twice, or empty. Thread-safe.
 */
public class KnownParameters {

    private final Map<Method, List<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    Optional<Response> check(UriInfo uri, ResourceInfo resource) {
        List<String> names = known.computeIfAbsent(resource.getResourceMethod(), KnownParameters::names);
        for (Map.Entry<String, List<String>> given : uri.getQueryParameters().entrySet()) {
            if (!names.contains(given.getKey())) {
                return problem("This resource has no such query parameter; it has "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
            }
            if (given.getValue().size() > 1) {
                return problem(given.getKey() + " is given more than once.");
            }
            if (given.getValue().stream().anyMatch(String::isEmpty)) {
                return problem(given.getKey() + " is empty.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Response> problem(String detail) {
        return Optional.of(Problem.of(Response.Status.BAD_REQUEST, detail).response());
    }

    private static List<String> names(Method method) {
        return Arrays.stream(method.getParameters())
                .map(p -> p.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .toList();
    }
}
