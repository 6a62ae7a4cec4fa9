package io.headgate.api.batches.run;

import io.headgate.api.batches.Batch;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.LineRead;
import io.headgate.api.batches.input.LineReader;
import io.headgate.api.batches.input.RawLine;
import io.headgate.api.submit.Submission;
import io.headgate.api.submit.Submitted;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.RoutingContext;
import io.headgate.schemas.topic.HeaderNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Hands lines in as clients hand in requests, under the same rules. The line's {@code headgate} object holds for its request;
 * the priority is {@code background} and the deadline the window's end where it names none. A batch of a project sends nothing
 * for another.
 */
public final class SubmittingSender implements LineSender {
    private final Submission submission;
    private final LineReader reader;

    public SubmittingSender(Submission submission, LineReader reader) {
        this.submission = submission;
        this.reader = reader;
    }

    @Override
    public CompletionStage<Sent> send(Batch batch, Upload upload, RawLine line) {
        return switch (reader.read(batch.tenant(), upload.endpoint(), line)) {
            case LineRead.Good read ->
                submission
                        .submit(headers(batch), read.line().request(Line.request(batch.id(), line.number())))
                        .thenApply(SubmittingSender::sent);
            // It was good when the batch began: the catalogue has changed since.
            case LineRead.Bad read ->
                CompletableFuture.completedStage(new Sent.Refused(Failure.of(
                        FailureCode.ofWireName(read.error().code()).orElse(FailureCode.INVALID_FIELD),
                        read.error().message())));
        };
    }

    private static Map<String, String> headers(Batch batch) {
        Map<String, String> headers = new HashMap<>();
        headers.put(HeaderNames.TENANT, batch.tenant().value());
        headers.put(HeaderNames.PRIORITY, "background");
        headers.put(HeaderNames.BATCH, batch.id().value());
        if (batch.project() != null) {
            headers.put(HeaderNames.TAG_PREFIX + RoutingContext.PROJECT_TAG, batch.project());
        }
        Integer total = batch.counts().total();
        if (total != null) {
            headers.put(HeaderNames.BATCH_SIZE, total.toString());
        }
        Instant expiresAt = batch.times().expiresAt();
        if (expiresAt != null) {
            headers.put(HeaderNames.DEADLINE, expiresAt.toString());
        }
        return headers;
    }

    private static Sent sent(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Accepted _ -> new Sent.Taken();
            case Submitted.Refused refused -> new Sent.Refused(refused.failure());
            case Submitted.Unavailable _ -> new Sent.NotNow();
        };
    }
}
