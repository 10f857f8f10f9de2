package dev.trustline.trust.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which methods each address takes, read from the resources' own annotations. RESTEasy Reactive says 404 of a wrong method where
 * one resource class lies below another, and of a 405 not which methods there are; RFC 9110 §15.5.6 asks for both. Immutable.
 */
final class Routes {

    private static final List<Class<?>> RESOURCES = List.of(TrustResource.class, CommandResource.class, CommandOutcomeResource.class,
            HostCommandResource.class, LabResource.class, StatusResource.class, HelpResource.class, LadderResource.class,
            AuditResource.class, BundleResource.class);
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    private final Map<Pattern, Set<String>> methods = new HashMap<>();

    Routes() {
        Map<String, Set<String>> byTemplate = new HashMap<>();
        for (Class<?> resource : RESOURCES) {
            for (Method method : resource.getDeclaredMethods()) {
                verb(method).ifPresent(verb -> byTemplate.computeIfAbsent(template(resource, method), t -> new TreeSet<>()).add(verb));
            }
        }
        byTemplate.forEach((template, verbs) -> methods.put(Pattern.compile(PARAMETER.matcher(template).replaceAll("[^/]+") + "/?"), all(verbs)));
    }

    /** The methods that this address takes, or empty if there is no such resource. */
    Optional<Set<String>> methodsOf(String path) {
        return methods.entrySet().stream().filter(e -> e.getKey().matcher(path).matches()).map(Map.Entry::getValue).findFirst();
    }

    private static Optional<String> verb(Method method) {
        return Stream.of(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(a -> a.isAnnotationPresent(HttpMethod.class))
                .map(a -> a.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String template(Class<?> resource, Method method) {
        return Stream.of(resource.getAnnotation(Path.class), method.getAnnotation(Path.class))
                .filter(p -> p != null)
                .flatMap(p -> Arrays.stream(p.value().split("/")))
                .filter(part -> !part.isEmpty())
                .reduce("", (above, part) -> above + "/" + part);
    }

    /** What takes GET takes HEAD, and everything takes OPTIONS. */
    private static Set<String> all(Set<String> verbs) {
        Set<String> all = new TreeSet<>(verbs);
        all.add(HttpMethod.OPTIONS);
        if (verbs.contains(HttpMethod.GET)) {
            all.add(HttpMethod.HEAD);
        }
        return Collections.unmodifiableSet(all);
    }
}
