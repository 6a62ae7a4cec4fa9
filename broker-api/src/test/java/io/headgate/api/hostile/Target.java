package io.headgate.api.hostile;

import io.micronaut.http.HttpMethod;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.web.router.Router;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * A route as a target.
 *
 * @param template its path, with names in braces where a client's words go
 */
record Target(HttpMethod method, String template) {
    private static final Set<HttpMethod> WITH_BODIES = EnumSet.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    /** Every route that clients reach, whoever wrote it. */
    static List<Target> all(Router router) {
        return router.uriRoutes()
                .filter(route -> !route.getDeclaringType().isAnnotationPresent(Endpoint.class))
                .filter(route ->
                        route.getHttpMethod() != HttpMethod.HEAD && route.getHttpMethod() != HttpMethod.OPTIONS)
                .map(route -> new Target(
                        route.getHttpMethod(), route.getUriMatchTemplate().toPathString()))
                .distinct()
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    boolean takesABody() {
        return WITH_BODIES.contains(method);
    }

    boolean takesAnId() {
        return template.contains("{");
    }

    /** Whether a word that nobody has is refused in the place of its id: a tenant need not have any projects. */
    boolean refusesWhatIsNot() {
        return takesAnId() && !(method == HttpMethod.GET && template.endsWith("/projects"));
    }

    /** Its path with something in the place of every name. */
    String path(String word) {
        return template.replaceAll("\\{[^}]+}", Matcher.quoteReplacement(word));
    }

    /** As in a request's first line, with a word that nobody has. */
    String line() {
        return method + " " + path("nobody-1");
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
