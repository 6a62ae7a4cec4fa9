package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of files; the ids are null where it is empty. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FileListReply(
        String object,
        List<FileReply> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId) {
    static FileListReply of(List<FileReply> page, boolean hasMore) {
        return new FileListReply(
                "list",
                page,
                hasMore,
                page.isEmpty() ? null : page.getFirst().id(),
                page.isEmpty() ? null : page.getLast().id());
    }
}
