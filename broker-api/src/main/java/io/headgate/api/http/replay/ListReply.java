package io.headgate.api.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, in OpenAI's shape.
 *
 * @param hasMore whether another follows, behind {@code lastId}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ListReply<T>(
        String object,
        List<T> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId) {
    /** @param found at most one more than the limit: then there is more */
    static <T> ListReply<T> of(List<T> found, int limit, Function<T, String> id) {
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        return new ListReply<>(
                "list",
                page,
                found.size() > limit,
                page.isEmpty() ? null : id.apply(page.getFirst()),
                page.isEmpty() ? null : id.apply(page.getLast()));
    }
}
