package io.headgate.schemas.process.management;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the two listeners apart: the endpoints answer on the management listener, and nothing else does. What a load
 * balancer asks is answered on the other one too, with yes or no and without a detail.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(property = ManagementServer.PORT)
public final class ManagementDoor implements Ordered {
    /** The attribute of a request that came in on the management listener: who is there need not say who it is. */
    public static final String ATTRIBUTE = "headgate.management";

    private static final Set<String> PROBES = Set.of("/health/liveness", "/health/readiness");

    private final NettyEmbeddedServer management;

    ManagementDoor(@Named(ManagementServer.NAME) NettyEmbeddedServer management) {
        this.management = management;
    }

    /** Before anybody asks for a key, and after whoever gives all replies their headers. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 100;
    }

    /** Whether anybody may ask this of the listener that clients reach: yes or no, and nothing more. */
    public static boolean isProbe(HttpRequest<?> request) {
        return PROBES.contains(request.getPath());
    }

    @RequestFilter
    void admit(HttpRequest<?> request) {
        boolean internal = isInternal(request);
        if (internal) {
            request.setAttribute(ATTRIBUTE, true);
        }
        if (isEndpoint(request) ? !internal && !isProbe(request) : internal) {
            throw new HttpStatusException(HttpStatus.NOT_FOUND, "not on this port");
        }
    }

    @ResponseFilter
    void leaveDetailsOut(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!isInternal(request) && response.body() instanceof HealthResult health) {
            response.body(Map.of("status", health.getStatus().getName()));
        }
    }

    private boolean isInternal(HttpRequest<?> request) {
        return request.getServerAddress().getPort() == management.getPort();
    }

    private static boolean isEndpoint(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .filter(route -> route.getDeclaringType().isAnnotationPresent(Endpoint.class))
                .isPresent();
    }
}
