package io.headgate.api.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests came for each route, how they were answered, and how long that took, waiting included. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = MeterRegistry.class)
final class HttpMeters implements Ordered {
    /** By {@code method}, {@code route} (its template, never an address) and {@code status}. */
    static final String REQUESTS = "headgate.api.requests";

    private static final String BEGAN = "headgate.began";
    /** Addresses that are nobody's are one route, or whoever guesses them makes meters without end. */
    private static final String NO_ROUTE = "none";

    private final MeterRegistry registry;
    private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Answered(String method, String route, int status) {}

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 50;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGAN, System.nanoTime());
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        request.getAttribute(BEGAN, Long.class)
                .ifPresent(began -> timers.computeIfAbsent(answered(request, response), this::timer)
                        .record(Duration.ofNanos(System.nanoTime() - began)));
    }

    private static Answered answered(HttpRequest<?> request, HttpResponse<?> response) {
        return RouteAttributes.getRouteInfo(request)
                .filter(UriRouteInfo.class::isInstance)
                .map(route -> new Answered(
                        request.getMethodName(),
                        ((UriRouteInfo<?, ?>) route).getUriMatchTemplate().toPathString(),
                        response.code()))
                .orElseGet(() -> new Answered(NO_ROUTE, NO_ROUTE, response.code()));
    }

    private Timer timer(Answered answered) {
        return Timer.builder(REQUESTS)
                .tag("method", answered.method())
                .tag("route", answered.route())
                .tag("status", Integer.toString(answered.status()))
                .register(registry);
    }
}
