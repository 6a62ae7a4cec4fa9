package io.headgate.api.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Gives an error that comes without a body the shape of all others: the server's own filters say a status and no more. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class EmptyErrors implements Ordered {
    private static final int FIRST_ERROR = 400;

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 10;
    }

    @ResponseFilter
    void fill(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (response.code() >= FIRST_ERROR && response.body() == null && request.getMethod() != HttpMethod.HEAD) {
            TypedErrors.describe(request, response);
        }
    }
}
