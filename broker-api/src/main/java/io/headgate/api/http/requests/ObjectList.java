package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, as OpenAI has it.
 *
 * @param object always {@code list}
 * @param firstId null where there is none
 * @param lastId what to send as {@code after} for the next page; null where there is none
 */
record ObjectList<T>(
        String object,
        List<T> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId) {
    static <T> ObjectList<T> of(List<T> data, boolean hasMore, Function<T, String> id) {
        return new ObjectList<>(
                "list",
                data,
                hasMore,
                data.isEmpty() ? null : id.apply(data.getFirst()),
                data.isEmpty() ? null : id.apply(data.getLast()));
    }
}
