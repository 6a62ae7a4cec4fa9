package io.headgate.api.http.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.replay.Item;
import org.jspecify.annotations.Nullable;

/**
 * A request of a replay.
 *
 * @param id its place in the replay, from 1: what a page begins behind
 * @param parent the request that failed
 * @param status {@code waiting, sent, refused, gone}
 * @param request the one that was sent in its place
 * @param code why it was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemReply(
        String id,
        @JsonProperty("parent_id") String parent,
        String status,
        @JsonProperty("request_id") @Nullable String request,
        @Nullable String code) {
    static ItemReply of(Item item) {
        return new ItemReply(
                Integer.toString(item.sequence()),
                item.parent().request().value(),
                item.state().wireName(),
                item.child() == null ? null : item.child().value(),
                item.code());
    }
}
