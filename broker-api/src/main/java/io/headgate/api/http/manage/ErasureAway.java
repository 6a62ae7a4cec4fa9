package io.headgate.api.http.manage;

import io.headgate.api.erasure.ErasureUnavailableException;
import io.headgate.api.http.Replies;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 503 while Postgres does not answer. */
@Singleton
final class ErasureAway implements ExceptionHandler<ErasureUnavailableException, HttpResponse<?>> {
    private static final Logger log = LoggerFactory.getLogger(ErasureAway.class);

    @Override
    public HttpResponse<?> handle(HttpRequest request, ErasureUnavailableException exception) {
        log.atWarn().addKeyValue("cause", exception.getMessage()).log("an erasure cannot go on at present");
        return Replies.unavailable(
                "erasure_unavailable", "Not all is erased: the store does not answer at present. Ask again.");
    }
}
