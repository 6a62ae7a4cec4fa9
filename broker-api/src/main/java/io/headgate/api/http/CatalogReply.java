package io.headgate.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue in force in this process.
 *
 * @param aliases what may stand as {@code model}
 * @param publishedAt ISO 8601, UTC; left out, with those below, while the history is not to be had
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogReply(
        long revision,
        List<String> aliases,
        @JsonProperty("published_at") @Nullable String publishedAt,
        @JsonProperty("published_by") @Nullable String publishedBy,
        @Nullable String sha256) {}
