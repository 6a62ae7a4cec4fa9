package io.headgate.api.http;

import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.feedback.FeedbackDesk;
import io.headgate.api.feedback.FeedbackDesk.Heard;
import io.headgate.api.lookup.IndexUnavailableException;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code POST /v1/requests/{id}/feedback}: what a user says of an answer. */
@Controller("/v1/requests")
public class FeedbackController {
    private final FeedbackDesk desk;

    public FeedbackController(FeedbackDesk desk) {
        this.desk = desk;
    }

    /**
     * Judge an answer: {@code score} from -1 to 1, or {@code verdict} good or bad, and a {@code comment}.
     *
     * @param id of the request that was answered
     */
    @Parameter(name = "tenant", in = ParameterIn.QUERY, description = "Whose request it is.")
    @Post("/{id}/feedback")
    @Needs(Scope.SUBMIT)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public CompletionStage<HttpResponse<?>> give(HttpRequest<byte[]> request, @PathVariable String id)
            throws InterruptedException {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return CompletableFuture.completedStage(unsupported);
        }
        List<String> tenants = LookupController.tenants(request);
        if (tenants.size() != 1) {
            return CompletableFuture.completedStage(
                    Replies.refused(LookupController.notOne(tenants), HeaderNames.TENANT));
        }
        RequestKey key;
        try {
            key = new RequestKey(new TenantId(tenants.getFirst()), new RequestId(id));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(
                    Replies.refused(Failure.of(FailureCode.INVALID_FIELD, String.valueOf(e.getMessage())), "id"));
        }
        try {
            return desk.give(key, request.getBody().orElse(new byte[0])).thenApply(FeedbackController::reply);
        } catch (IndexUnavailableException e) {
            return CompletableFuture.completedStage(Replies.unavailable(
                    "index_unavailable", "The index cannot be read at present: whose answer it was is not known."));
        }
    }

    private static HttpResponse<?> reply(Heard heard) {
        return switch (heard) {
            case Heard.Taken(var feedback) ->
                HttpResponse.status(HttpStatus.ACCEPTED)
                        .body(Map.of(
                                "id", feedback.key().request().value(),
                                "tenant", feedback.key().tenant().value(),
                                "model", feedback.model().value(),
                                "score", feedback.score()));
            case Heard.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            case Heard.Unknown() ->
                Replies.error(
                        HttpStatus.NOT_FOUND,
                        ApiError.invalid("not_found", "The tenant has no such request.", "id", null, null));
            case Heard.Unanswered(String status) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid("no_answer", "The request has no answer.", "id", status, "completed"));
            case Heard.Undecided() ->
                Replies.unavailable(
                        "index_behind", "The request is not in the index, and the index is behind: ask again.");
            case Heard.Unavailable() ->
                Replies.unavailable("service_unavailable", "The feedback was not taken in. Send it again.");
        };
    }
}
