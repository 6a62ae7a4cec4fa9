package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.feedback.FeedbackDesk;
import io.headgate.api.feedback.FeedbackDesk.Heard;
import io.headgate.api.http.ApiError;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.Replies;
import io.headgate.schemas.message.Failure;
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
import java.util.Map;

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
    public HttpResponse<?> give(HttpRequest<byte[]> request, @PathVariable String id, Caller caller)
            throws InterruptedException {
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return unsupported;
        }
        return Whose.request(
                request,
                caller,
                id,
                key -> reply(desk.give(key, request.getBody().orElse(new byte[0]))
                        .toCompletableFuture()
                        .join()));
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
            case Heard.Unknown() -> RequestReplies.unknown();
            case Heard.Unanswered(String status) ->
                Replies.error(
                        HttpStatus.CONFLICT,
                        ApiError.invalid("no_answer", "The request has no answer.", "id", status, "completed"));
            case Heard.Undecided() -> RequestReplies.undecided();
            case Heard.Unavailable() ->
                Replies.unavailable("service_unavailable", "The feedback was not taken in. Send it again.");
        };
    }
}
