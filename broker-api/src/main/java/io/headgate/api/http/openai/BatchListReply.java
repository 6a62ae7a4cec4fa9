package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.batches.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of batches, the newest first, as OpenAI lists. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BatchListReply(
        String object,
        List<BatchReply> data,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId,
        @JsonProperty("has_more") boolean hasMore) {
    /** @param found one more than the page holds, where there are more */
    static BatchListReply of(List<Batch> found, int limit) {
        List<BatchReply> data = found.stream().limit(limit).map(BatchReply::of).toList();
        return new BatchListReply(
                "list",
                data,
                data.isEmpty() ? null : data.getFirst().id(),
                data.isEmpty() ? null : data.getLast().id(),
                found.size() > limit);
    }
}
