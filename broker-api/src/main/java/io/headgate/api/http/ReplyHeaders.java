package io.headgate.api.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What every reply says: under which id it may be asked about, that its type is what it says, and, where a route does not
 * know better, that nobody keeps a copy.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ReplyHeaders implements Ordered {
    private static final String REQUEST_ID = "x-request-id";
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** Before all others, so that what they refuse has these headers too. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    void name(HttpRequest<?> request) {
        request.setAttribute(REQUEST_ID, requestId(request.getHeaders().getAll(REQUEST_ID)));
    }

    @ResponseFilter
    void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
        put(request, response);
    }

    /** For replies that no filter sees too: those to what is no HTTP. */
    static void put(HttpRequest<?> request, MutableHttpResponse<?> response) {
        putWhereMissing(
                response,
                REQUEST_ID,
                request.getAttribute(REQUEST_ID, String.class).orElseGet(() -> requestId(List.of())));
        putWhereMissing(response, "x-content-type-options", "nosniff");
        putWhereMissing(response, HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void putWhereMissing(MutableHttpResponse<?> response, String name, String value) {
        if (!response.getHeaders().contains(name)) {
            response.header(name, value);
        }
    }

    /** The client's own where it is one that may stand in a log; otherwise one of ours. */
    static String requestId(List<String> given) {
        return given.size() == 1 && SANE.matcher(given.getFirst()).matches()
                ? given.getFirst()
                : "req_" + UUID.randomUUID().toString().replace("-", "");
    }
}
