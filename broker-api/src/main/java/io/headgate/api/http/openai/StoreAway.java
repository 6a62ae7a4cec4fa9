package io.headgate.api.http.openai;

import io.headgate.api.files.StoreUnavailableException;
import io.headgate.api.http.Replies;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 503 while Postgres does not answer: files are in it, requests are taken in without it. */
@Singleton
final class StoreAway implements ExceptionHandler<StoreUnavailableException, HttpResponse<?>> {
    private static final Logger log = LoggerFactory.getLogger(StoreAway.class);

    @Override
    public HttpResponse<?> handle(HttpRequest request, StoreUnavailableException exception) {
        log.atWarn().addKeyValue("cause", exception.trouble()).log("the store of files does not answer");
        return Replies.unavailable("files_unavailable", "Files cannot be read or kept at present. Try again.");
    }
}
