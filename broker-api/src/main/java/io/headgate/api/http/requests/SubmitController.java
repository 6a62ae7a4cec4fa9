package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.Replies;
import io.headgate.api.submit.Submission;
import io.headgate.api.submit.Submitted;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code POST /v1/requests}: takes a request in, and says so only after Kafka has. */
@Controller("/v1/requests")
public class SubmitController {
    private final Submission submission;

    public SubmitController(Submission submission) {
        this.submission = submission;
    }

    /**
     * Take a request in. It is answered with 202 only when Kafka has it on all replicas in sync; the result is found under
     * {@code status_url}. The same id with the same body counts once.
     */
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = AcceptedReply.class)))
    @Post
    @Needs(Scope.SUBMIT)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public CompletionStage<HttpResponse<?>> submit(HttpRequest<byte[]> request, Caller caller) {
        // On a virtual thread: reading may take a moment and so may Kafka's metadata.
        HttpResponse<?> unsupported = ContentTypes.refusal(request);
        if (unsupported != null) {
            return CompletableFuture.completedStage(unsupported);
        }
        return switch (SubmitHeaders.of(request, caller)) {
            case SubmitHeaders.Refused(Failure failure, String header) ->
                CompletableFuture.completedStage(Replies.refused(failure, header));
            case SubmitHeaders.Readable(var headers) ->
                submission
                        .submit(headers, request.getBody().orElse(new byte[0]))
                        .thenApply(SubmitController::reply);
        };
    }

    private static HttpResponse<?> reply(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted(InferenceRequest request) -> accepted(request);
            case Submitted.Refused(Failure failure, String param) -> Replies.refused(failure, param);
            case Submitted.Unavailable(String reason) ->
                Replies.unavailable(
                        "service_unavailable",
                        "The request was not taken in: %s. Send it again under the same id; it counts once."
                                .formatted(reason));
        };
    }

    private static HttpResponse<AcceptedReply> accepted(InferenceRequest request) {
        RequestKey key = request.key();
        // An id may hold any visible character, a slash too.
        String path = "/v1/requests/" + encoded(key.request().value()) + "?tenant="
                + encoded(key.tenant().value());
        return HttpResponse.<AcceptedReply>status(HttpStatus.ACCEPTED)
                .headers(headers -> headers.location(URI.create(path)))
                .body(new AcceptedReply(
                        key.request().value(),
                        key.tenant().value(),
                        "accepted",
                        request.correlationId().value(),
                        path));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
