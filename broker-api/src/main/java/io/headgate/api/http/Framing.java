package io.headgate.api.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body whose end the server does not know, and closes the connection: the server would pass over a coding that
 * it does not know, and take the body for the next request, which is how requests are smuggled past a proxy.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Framing implements Ordered {
    private static final String CHUNKED = "chunked";

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 60;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        List<String> codings = request.getHeaders().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.isEmpty() || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase(CHUNKED))) {
            return null;
        }
        return Replies.error(
                        HttpStatus.BAD_REQUEST,
                        ApiError.invalid(
                                "bad_request",
                                "Where the body ends is not known.",
                                "transfer-encoding",
                                null,
                                CHUNKED + ", or a content-length"))
                .header(HttpHeaders.CONNECTION, "close");
    }
}
