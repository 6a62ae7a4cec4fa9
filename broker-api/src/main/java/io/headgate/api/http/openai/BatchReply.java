package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.batches.Batch;
import io.headgate.api.batches.BatchDesk;
import io.headgate.api.batches.BatchOrder;
import io.headgate.api.batches.Times;
import io.headgate.api.batches.Tokens;
import io.headgate.api.batches.Upload;
import io.headgate.api.batches.input.LineError;
import io.headgate.schemas.id.BatchId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as OpenAI shows it, and beside it what Headgate knows more. Times are seconds since 1970. One that was published to
 * a topic has no files, and no endpoint and window.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BatchReply(
        String id,
        String object,
        @Nullable String endpoint,
        @Nullable ErrorList errors,
        @JsonProperty("input_file_id") @Nullable String inputFileId,
        @JsonProperty("completion_window") @Nullable String completionWindow,
        String status,
        @JsonProperty("output_file_id") @Nullable String outputFileId,
        @JsonProperty("error_file_id") @Nullable String errorFileId,
        @JsonProperty("created_at") long createdAt,
        @JsonProperty("in_progress_at") @Nullable Long inProgressAt,
        @JsonProperty("expires_at") @Nullable Long expiresAt,
        @JsonProperty("finalizing_at") @Nullable Long finalizingAt,
        @JsonProperty("completed_at") @Nullable Long completedAt,
        @JsonProperty("failed_at") @Nullable Long failedAt,
        @JsonProperty("expired_at") @Nullable Long expiredAt,
        @JsonProperty("cancelling_at") @Nullable Long cancellingAt,
        @JsonProperty("cancelled_at") @Nullable Long cancelledAt,
        @JsonProperty("request_counts") RequestCounts requestCounts,
        Usage usage,
        Map<String, String> metadata,
        BatchProgress headgate) {
    /** What is wrong with the input. */
    public record ErrorList(String object, List<LineError> data) {}

    /** A line that its batch's own end cut off is in none but the total. */
    public record RequestCounts(int total, int completed, int failed) {}

    /** What the answers used, in tokens. */
    public record Usage(
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("input_tokens_details") Map<String, Long> inputDetails,
            @JsonProperty("output_tokens") long outputTokens,
            @JsonProperty("output_tokens_details") Map<String, Long> outputDetails,
            @JsonProperty("total_tokens") long totalTokens) {}

    static BatchReply of(Batch batch) {
        return of(batch, BatchProgress.of(batch));
    }

    static BatchReply of(BatchDesk.Shown shown) {
        return of(shown.batch(), BatchProgress.of(shown));
    }

    private static BatchReply of(Batch batch, BatchProgress progress) {
        Upload upload = batch.upload();
        Times times = batch.times();
        return new BatchReply(
                batch.id().value(),
                "batch",
                upload == null ? null : upload.endpoint(),
                batch.errors().isEmpty() ? null : new ErrorList("list", batch.errors()),
                upload == null ? null : upload.input().value(),
                upload == null ? null : BatchOrder.WINDOW,
                batch.status().wireName(),
                upload == null || upload.output() == null
                        ? null
                        : upload.output().value(),
                upload == null || upload.error() == null ? null : upload.error().value(),
                times.createdAt().getEpochSecond(),
                seconds(times.inProgressAt()),
                seconds(times.expiresAt()),
                seconds(times.finalizingAt()),
                seconds(times.completedAt()),
                seconds(times.failedAt()),
                seconds(times.expiredAt()),
                seconds(times.cancellingAt()),
                seconds(times.cancelledAt()),
                new RequestCounts(
                        batch.counts().total() == null ? 0 : batch.counts().total(),
                        batch.counts().completed(),
                        batch.counts().failed()),
                usage(batch.tokens()),
                batch.metadata(),
                progress);
    }

    private static Usage usage(Tokens tokens) {
        return new Usage(
                tokens.input(),
                Map.of("cached_tokens", tokens.cached()),
                tokens.output(),
                Map.of("reasoning_tokens", tokens.reasoning()),
                tokens.input() + tokens.output());
    }

    private static @Nullable Long seconds(@Nullable Instant instant) {
        return instant == null ? null : instant.getEpochSecond();
    }

    static @Nullable String text(@Nullable BatchId id) {
        return id == null ? null : id.value();
    }
}
