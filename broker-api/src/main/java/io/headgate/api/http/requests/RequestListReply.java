package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.lookup.ListCursor;
import io.headgate.api.lookup.RequestList.Listed;
import io.headgate.api.lookup.RequestRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param object always {@code list}
 * @param data without responses and attempts
 * @param firstId of a request; null where there is none
 * @param next what to send as {@code after} for the next page; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record RequestListReply(
        String object,
        List<RequestReply> data,
        @JsonProperty("has_more") boolean hasMore,
        @JsonProperty("first_id") @Nullable String firstId,
        @JsonProperty("last_id") @Nullable String lastId,
        @Nullable String next) {
    static RequestListReply of(Listed.Page page) {
        List<RequestRow> rows = page.rows();
        return new RequestListReply(
                "list",
                rows.stream().map(RequestReply::listed).toList(),
                page.next().isPresent(),
                rows.isEmpty() ? null : rows.getFirst().requestId(),
                rows.isEmpty() ? null : rows.getLast().requestId(),
                page.next().map(ListCursor::text).orElse(null));
    }
}
