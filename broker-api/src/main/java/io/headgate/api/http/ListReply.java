package io.headgate.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as OpenAI has it; the next page is after {@code last_id}.
 *
 * @param object always {@code list}
 * @param hasMore whether there is another page
 * @param firstId null for an empty page, as is the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ListReply<T>(
        String object,
        List<T> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId) {
    /** @param found the page, and one more where there is one */
    public static <T> ListReply<T> page(List<T> found, int limit, Function<T, String> id) {
        List<T> data = List.copyOf(found.subList(0, Math.min(found.size(), limit)));
        return new ListReply<>(
                "list",
                data,
                found.size() > limit,
                data.isEmpty() ? null : id.apply(data.getFirst()),
                data.isEmpty() ? null : id.apply(data.getLast()));
    }
}
