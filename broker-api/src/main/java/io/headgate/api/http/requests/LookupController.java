package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.chat.Seats;
import io.headgate.api.http.Replies;
import io.headgate.api.http.Waits;
import io.headgate.api.lookup.RequestLookup;
import io.headgate.api.lookup.RequestLookup.Found;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/requests/{id}}: state and result of a request, waited for on demand. */
@Controller("/v1/requests")
public class LookupController {
    private final RequestLookup lookup;
    private final Seats seats;

    public LookupController(RequestLookup lookup, Seats seats) {
        this.lookup = lookup;
        this.seats = seats;
    }

    /**
     * Look a request up: its state, result, attempts, cost and timings.
     *
     * @param id the request's own, as it was submitted
     */
    @Parameter(name = "tenant", in = ParameterIn.QUERY, description = "Whose request it is.")
    @Parameter(
            name = "wait",
            in = ParameterIn.QUERY,
            description = "How long to wait for its end: 10s, 500ms; at most 30s.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestReply.class)))
    @Get("/{id}")
    @Needs(Scope.READ)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> find(HttpRequest<?> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        return Whose.request(request, caller, id, key -> {
            List<String> waits = request.getParameters().getAll("wait");
            Optional<Duration> wait = waits.isEmpty() ? Optional.of(Duration.ZERO) : Waits.parse(waits.getFirst());
            if (wait.isEmpty()) {
                return Replies.refused(
                        new Failure(FailureCode.INVALID_FIELD, "The wait cannot be read.", null, Waits.ALLOWED),
                        "wait");
            }
            return wait.get().isZero() ? find(key, Duration.ZERO) : await(key, wait.get());
        });
    }

    private HttpResponse<?> await(RequestKey key, Duration wait) throws InterruptedException {
        Runnable seat = seats.take(Seats.Kind.WAITING);
        if (seat == null) {
            return RequestReplies.full(seats.most());
        }
        try {
            return find(key, wait);
        } finally {
            seat.run();
        }
    }

    private HttpResponse<?> find(RequestKey key, Duration wait) throws InterruptedException {
        return switch (lookup.find(key, wait)) {
            case Found.Known(var row) -> HttpResponse.ok(RequestReply.of(row));
            case Found.Unknown() -> RequestReplies.unknown();
            case Found.Undecided() -> RequestReplies.undecided();
        };
    }
}
