package io.headgate.api.http.access;

import io.headgate.api.access.Needs;
import io.headgate.api.access.Public;
import io.headgate.api.access.Scope;
import io.headgate.schemas.process.management.ManagementDoor;
import io.micronaut.http.HttpRequest;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Map;
import java.util.Optional;

/** Which rule holds for a route: the one that its method names; for routes that are not ours, the one that stands here. */
public final class RouteRules {
    /** Of other services in the same process, which know nothing of scopes. */
    private static final Map<String, Scope> OTHERS = Map.of("/v1/route/explain", Scope.OPERATE);

    private RouteRules() {}

    /** What came in on the management listener came from who runs the place. */
    static RouteRule of(HttpRequest<?> request) {
        return request.getAttribute(ManagementDoor.ATTRIBUTE).isPresent()
                ? new RouteRule.Public()
                : RouteAttributes.getRouteInfo(request).map(RouteRules::of).orElseGet(RouteRule.None::new);
    }

    /** A route that names nothing is closed. */
    public static RouteRule of(RouteInfo<?> route) {
        Class<?> declaring = route.getDeclaringType();
        if (HealthEndpoint.class.isAssignableFrom(declaring)
                || route.getAnnotationMetadata().hasAnnotation(Public.class)) {
            return new RouteRule.Public();
        }
        if (declaring.isAnnotationPresent(Endpoint.class)) {
            return new RouteRule.Needs(Scope.OPERATE);
        }
        Optional<Scope> named = route.getAnnotationMetadata().enumValue(Needs.class, Scope.class);
        return named.or(() -> ofOthers(route))
                .<RouteRule>map(RouteRule.Needs::new)
                .orElseGet(RouteRule.Closed::new);
    }

    private static Optional<Scope> ofOthers(RouteInfo<?> route) {
        return route instanceof UriRouteInfo<?, ?> uri
                ? Optional.ofNullable(OTHERS.get(uri.getUriMatchTemplate().toPathString()))
                : Optional.empty();
    }
}
