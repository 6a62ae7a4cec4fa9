package io.headgate.api.http.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.schemas.id.Alias;
import java.util.List;

/**
 * A model as OpenAI's clients know it: an alias.
 *
 * @param object always {@code model}
 * @param created seconds since the epoch; 0, as an alias is older than any model behind it
 */
record ModelReply(
        String id,
        String object,
        long created,
        @JsonProperty("owned_by") String ownedBy) {
    static ModelReply of(Alias alias) {
        return new ModelReply(alias.value(), "model", 0, "headgate");
    }

    /** All of them; there are no further pages. */
    record Page(String object, List<ModelReply> data) {
        static Page of(List<Alias> aliases) {
            return new Page("list", aliases.stream().map(ModelReply::of).toList());
        }
    }
}
