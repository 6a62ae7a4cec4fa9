package io.headgate.api.http;

import io.headgate.api.access.UnreachableException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 503 where Postgres or Kafka is needed for an answer and does not give any. */
@Singleton
final class Unreachable implements ExceptionHandler<UnreachableException, HttpResponse<ApiError>> {
    private static final Logger log = LoggerFactory.getLogger(Unreachable.class);

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<ApiError> handle(HttpRequest request, UnreachableException away) {
        log.atWarn().addKeyValue("cause", String.valueOf(away.getCause())).log(String.valueOf(away.getMessage()));
        return Replies.unavailable(
                "service_unavailable", "%s at present. Send this again.".formatted(away.getMessage()));
    }
}
