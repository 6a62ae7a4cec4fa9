package io.headgate.schemas.message;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer, by who used it: a good one, or one that was of no use.
 *
 * @param alias that the request named
 * @param model that answered, as the result says
 * @param score -1 for useless to 1 for perfect
 * @param comment in a person's words; never logged
 * @param at when it was given
 */
public record Feedback(
        RequestKey key,
        Alias alias,
        ModelName model,
        double score,
        @Nullable String comment,
        Instant at) {
    public Feedback {
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("feedback on %s: seen score %s, allowed -1 to 1".formatted(key, score));
        }
    }

    /** Without the comment: it may quote a prompt. */
    @Override
    public String toString() {
        return "Feedback[key=%s, alias=%s, model=%s, score=%s, at=%s]".formatted(key, alias, model, score, at);
    }
}
