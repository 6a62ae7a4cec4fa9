package io.headgate.api.http.requests;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Needs;
import io.headgate.api.access.Scope;
import io.headgate.api.http.ContentTypes;
import io.headgate.api.http.Replies;
import io.headgate.api.submit.BulkSubmission;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Many requests at once, a line of JSON each: {@code POST /v1/requests} with lines instead of JSON, and {@code POST
 * /v1/requests/bulk}.
 */
@Controller("/v1/requests")
public class BulkController {
    static final String LINES = "application/x-ndjson";

    /** What only one request can be called. */
    private static final List<String> OF_ONE =
            List.of(HeaderNames.ID, HeaderNames.IDEMPOTENCY_KEY, HeaderNames.CORRELATION_ID);

    private final BulkSubmission bulk;

    public BulkController(BulkSubmission bulk) {
        this.bulk = bulk;
    }

    @Post
    @Needs(Scope.SUBMIT)
    @Consumes({LINES, "application/jsonl"})
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> submitLines(HttpRequest<?> request, @Body InputStream body, Caller caller)
            throws IOException {
        return submit(request, body, caller);
    }

    @Post("/bulk")
    @Needs(Scope.SUBMIT)
    @Consumes(MediaType.ALL)
    @ExecuteOn(TaskExecutors.VIRTUAL)
    public HttpResponse<?> submitBulk(HttpRequest<?> request, @Body InputStream body, Caller caller)
            throws IOException {
        return submit(request, body, caller);
    }

    private HttpResponse<?> submit(HttpRequest<?> request, InputStream body, Caller caller) throws IOException {
        HttpResponse<?> unsupported = ContentTypes.refusalOfLines(request);
        if (unsupported != null) {
            return unsupported;
        }
        return switch (SubmitHeaders.of(request, caller)) {
            case SubmitHeaders.Refused(Failure failure, String header) -> Replies.refused(failure, header);
            case SubmitHeaders.Readable(var headers) -> {
                for (String name : OF_ONE) {
                    if (headers.containsKey(name)) {
                        yield Replies.refused(
                                new Failure(
                                        FailureCode.INVALID_FIELD,
                                        "A header would call all lines the same.",
                                        name,
                                        "ids in the lines themselves"),
                                name);
                    }
                }
                BulkReply reply = new BulkReply();
                bulk.take(headers, body, reply::add);
                yield reply.response();
            }
        };
    }
}
