package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.cancel.CancelDesk;
import io.headgate.api.cancel.CancelDesk.Cancelling;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.Replies;
import io.headgate.schemas.id.RequestKey;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** {@code DELETE /v1/requests/{id}} and {@code POST /v1/requests/{id}/cancel}: nobody wants it any more. */
@Controller("/v1/requests")
public class CancelController {
    private final CancelDesk desk;

    public CancelController(CancelDesk desk) {
        this.desk = desk;
    }

    @Delete("/{id}")
    @Needs(Scope.CANCEL)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> delete(HttpRequest<?> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        return Whose.request(request, caller, id, key -> cancel(key, caller));
    }

    @Post("/{id}/cancel")
    @Needs(Scope.CANCEL)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> cancel(HttpRequest<?> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        return Whose.request(request, caller, id, key -> cancel(key, caller));
    }

    private HttpResponse<?> cancel(RequestKey key, Caller caller) throws InterruptedException {
        return switch (desk.cancel(key, caller.name())) {
            case Cancelling.Asked() ->
                HttpResponse.status(HttpStatus.ACCEPTED)
                        .body(Map.of(
                                "id", key.request().value(),
                                "tenant", key.tenant().value(),
                                "status", "cancelling"));
            case Cancelling.Ended(String status) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid(
                                "already_ended",
                                "The request has ended and stays so.",
                                "id",
                                status,
                                "accepted, waiting"));
            case Cancelling.Unknown() -> RequestReplies.unknown();
            case Cancelling.Unavailable() ->
                Replies.unavailable("service_unavailable", "The cancel was not taken in. Send it again.");
        };
    }
}
