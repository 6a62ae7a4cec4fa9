package io.headgate.router.wiring;

import io.headgate.router.explain.Explained;
import io.headgate.router.explain.Explainer;
import io.headgate.router.explain.Report;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/route/explain}: what would become of a request, without sending it. Served by the router's process, which
 * is the one that knows; where all services are one process, on the same port as the rest of {@code /v1}.
 */
@Controller("/v1/route/explain")
public class ExplainController {
    private static final String HEADERS = "headgate-";

    private final RouterService router;

    ExplainController(RouterService router) {
        this.router = router;
    }

    /** Takes what {@code POST /v1/requests} takes, headers and body. */
    @Post
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> explain(HttpRequest<byte[]> request) {
        Explainer explainer = router.explainer();
        if (explainer == null) {
            return error(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "router_starting",
                    "The router has not started yet.",
                    null,
                    null,
                    null);
        }
        byte[] body = request.getBody().orElse(new byte[0]);
        return switch (explainer.explain(
                headers(request), body, router.tenants(), Clock.systemUTC().instant())) {
            case Explained.Routed routed -> HttpResponse.ok(Report.of(routed));
            case Explained.Refused(Failure failure, @Nullable String field) ->
                error(
                        statusOf(failure.code()),
                        failure.code().wireName(),
                        failure.message(),
                        field,
                        failure.seen(),
                        failure.allowed());
        };
    }

    /** As those that submitting has. */
    private static HttpStatus statusOf(FailureCode code) {
        if (code == FailureCode.UNKNOWN_ALIAS) {
            return HttpStatus.NOT_FOUND;
        }
        if (code == FailureCode.UNKNOWN_TENANT || code == FailureCode.TENANT_DISABLED) {
            return HttpStatus.FORBIDDEN;
        }
        return code == FailureCode.BODY_TOO_LARGE ? HttpStatus.REQUEST_ENTITY_TOO_LARGE : HttpStatus.BAD_REQUEST;
    }

    private static Map<String, String> headers(HttpRequest<?> request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEachValue((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(HEADERS)) {
                headers.put(lower, value);
            }
        });
        return headers;
    }

    /** OpenAI's error object, and beside it what was seen and what is allowed: as the other paths below /v1 answer. */
    private static HttpResponse<?> error(
            HttpStatus status,
            String code,
            String message,
            @Nullable String param,
            @Nullable String seen,
            @Nullable String allowed) {
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        detail.put("message", message);
        detail.put("type", status.getCode() < 500 ? "invalid_request_error" : "server_error");
        detail.put("param", param);
        detail.put("code", code);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("error", detail);
        body.put("seen", seen);
        body.put("allowed", allowed);
        return HttpResponse.status(status).body(body);
    }
}
